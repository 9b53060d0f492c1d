/**
 * The alternatives of Trino's grammar of statements, release 476: the names of its parser's context classes without
 * subclasses (`io.trino.grammar.sql.SqlBaseParser`), but for those that only Trino's tests and tools start at
 * (`SingleStatement`, `Standalone…`) and `OrderBy`, which every query with an order has.
 *
 * @see https://github.com/trinodb/trino/blob/476/core/trino-grammar/src/main/antlr4/io/trino/grammar/sql/SqlBase.g4
 */
export const GRAMMAR_ALTERNATIVES: readonly string[] = `
  AddColumn AliasedRelation Analyze And ArithmeticBinary ArithmeticUnary ArrayConstructor ArrayType
  AssignmentStatement AtTimeZone Auto BackQuotedIdentifier BasicStringLiteral Between BinaryLiteral
  BooleanLiteral BooleanValue BoundedFrame Call CalledOnNullInputCharacteristic CaseStatementWhenClause Cast
  ColumnAliases ColumnDefinition ColumnReference CommentCharacteristic CommentColumn CommentTable CommentView
  Commit Comparison ComparisonOperator ComparisonQuantifier CompoundStatement Concatenation CopartitionTables
  Corresponding CreateCatalog CreateFunction CreateMaterializedView CreateRole CreateSchema CreateTable
  CreateTableAsSelect CreateView CrossPlan Cube CurrentCatalog CurrentDate CurrentPath CurrentRoleGrantor
  CurrentRowBound CurrentSchema CurrentTime CurrentTimestamp CurrentUser CurrentUserGrantor DateTimeType
  Deallocate DecimalLiteral DefaultPropertyValue Delete Deny Dereference DescribeInput DescribeOutput
  DescriptorArgument DescriptorField DeterministicCharacteristic DigitIdentifier DistinctFrom DoubleLiteral
  DoublePrecisionType DropCatalog DropColumn DropFunction DropMaterializedView DropNotNullConstraint DropRole
  DropSchema DropTable DropView ElseClause ElseIfClause EmptyMatchHandling EmptyPattern EntityKind
  ExcludedPattern Execute ExecuteImmediate Exists Explain ExplainAnalyze ExplainFormat ExplainType Expression
  Extract Filter FrameExtent FunctionCall FunctionDeclaration FunctionDefinition FunctionSpecification
  GenericType GrantObject GrantPrivileges GrantRoles GroupBy GroupedPattern GroupingOperation GroupingSet
  IdentifierUser IfStatement InList InSubquery InlineTable InsertInto IntegerLiteral Interval IntervalField
  IntervalLiteral IntervalType IsolationLevel IterateStatement JoinCriteria JoinPlan JoinRelation JoinType
  JsonArgument JsonArray JsonExists JsonExistsErrorBehavior JsonObject JsonObjectMember JsonPathInvocation
  JsonQuery JsonQueryBehavior JsonQueryWrapperBehavior JsonRepresentation JsonTable JsonTableDefaultPlan
  JsonTablePathName JsonValue JsonValueBehavior JsonValueExpression Lambda LanguageCharacteristic Lateral
  LeafPlan LeaveStatement LegacyArrayType LegacyMapType Like LikeClause LimitRowCount ListAggOverflowBehavior
  Listagg ListaggCountIndication LocalTime LocalTimestamp LogicalNot LoopStatement Measure MeasureDefinition
  Merge MergeDelete MergeInsert MergeUpdate MultipleGroupingSets NamedArgument NamedQuery NestedColumns
  NonDefaultPropertyValue NonReserved NormalForm Normalize NullLiteral NullPredicate NullTreatment
  NumericLiteral OneOrMoreQuantifier Or OrdinalityColumn Over OwnedEntityKind Parameter ParameterDeclaration
  ParenthesizedExpression ParenthesizedRelation PartitionEndAnchor PartitionStartAnchor PathSpecification
  PatternAlternation PatternConcatenation PatternPermutation PatternRecognition PatternVariable PlanPrimary
  Position PositionalArgument Predicated Prepare Privilege PrivilegeOrRole ProcessingMode Properties
  PropertiesCharacteristic Property PropertyAssignments QualifiedArgument QualifiedName QuantifiedComparison
  QuantifiedPrimary Query QueryColumn QueryNoWith QueryPeriod QueryPrimaryDefault QuerySpecification
  QueryTermDefault QuotedIdentifier RangeQuantifier RangeType ReadCommitted ReadUncommitted
  RefreshMaterializedView RelationDefault RenameColumn RenameMaterializedView RenameSchema RenameTable
  RenameView RepeatStatement RepeatableRead ResetSession ResetSessionAuthorization ReturnStatement ReturnsClause
  ReturnsNullOnNullInputCharacteristic RevokePrivileges RevokeRoles RolePrincipal Rollback Rollup RootQuery
  RootQueryWithSession RowConstructor RowCount RowField RowType RowsPerMatch SampleType SampledRelation
  SearchedCase SearchedCaseStatement SecurityCharacteristic SelectAll SelectSingle Serializable SessionProperty
  SetAuthorization SetColumnType SetMaterializedViewProperties SetOperation SetPath SetQuantifier SetRole
  SetSession SetSessionAuthorization SetTableProperties SetTimeZone ShowCatalogs ShowColumns ShowCreateFunction
  ShowCreateMaterializedView ShowCreateSchema ShowCreateTable ShowCreateView ShowFunctions ShowGrants
  ShowRoleGrants ShowRoles ShowSchemas ShowSession ShowStats ShowStatsForQuery ShowTables SimpleCase
  SimpleCaseStatement SingleGroupingSet SkipTo SortItem SpecifiedPrincipal SqlStatementList StartTransaction
  StatementDefault StringLiteral StringUser Subquery SubqueryExpression SubqueryRelation Subscript
  SubsetDefinition Substring Table TableArgument TableArgumentQuery TableArgumentTable TableElement TableExecute
  TableFunctionArgument TableFunctionCall TableFunctionInvocation TableName TimeZoneInterval TimeZoneString
  TransactionAccessMode Trim TrimsSpecification TruncateTable TypeConstructor TypeParameter UnboundedFrame
  UnicodeStringLiteral UnionPlan Unnest UnqualifiedArgument UnquotedIdentifier UnspecifiedPrincipal Update
  UpdateAssignment Use UserPrincipal ValueColumn ValueExpressionDefault VariableDeclaration VariableDefinition
  WhenClause WhileStatement WindowDefinition WindowFrame WindowSpecification With ZeroOrMoreQuantifier
  ZeroOrOneQuantifier
`
  .trim()
  .split(/\s+/);
