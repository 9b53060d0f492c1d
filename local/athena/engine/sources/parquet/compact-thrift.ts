/**
 * Types of values: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md. Of those that
 * Thrift has, Parquet's footers use no other.
 */
const TRUE = 1;
const FALSE = 2;
const BYTE = 3;
const INT64 = 6;
const DOUBLE = 7;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;

const STOP = 0;
const DOUBLE_BYTES = 8;
const LONG_LIST = 15;

/**
 * A place in a value of Thrift's compact protocol, in which Parquet's footers are written. It passes over what nobody
 * asks for and makes no objects: a query may read thousands of footers for a few numbers of each.
 *
 * @throws RangeError from every method where the value does not end within its bytes, or has an unknown type
 */
export class CompactThrift {
  constructor(
    private readonly bytes: Uint8Array,
    public position: number,
  ) {}

  /** Passes through a struct. The visitor reads the value of a field and returns true, or it is skipped. */
  struct(visit: (id: number, type: number) => boolean): void {
    for (let id = 0; ;) {
      const header = this.byte();
      const type = header & 0x0f;
      if (type === STOP) return;
      const step = header >> 4;
      id = step === 0 ? this.integer() : id + step;
      if (!visit(id, type)) this.skip(type);
    }
  }

  /** Passes through a list of structs. */
  structs(type: number, visit: (id: number, type: number) => boolean): void {
    if (type !== LIST) throw new RangeError(`Thrift type ${type} where a list is expected`);
    this.list((element) => {
      if (element !== STRUCT) throw new RangeError(`Thrift type ${element} in a list of structs`);
      this.struct(visit);
    });
  }

  /** Calls a function for each element, which has to read it. */
  list(read: (type: number) => void): void {
    const header = this.byte();
    const length = header >> 4 === LONG_LIST ? this.unsigned() : header >> 4;
    for (let index = 0; index < length; index += 1) read(header & 0x0f);
  }

  /** An integer of at most 53 bits. */
  integer(): number {
    const zigzag = this.unsigned();
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }

  binary(): Uint8Array {
    const length = this.unsigned();
    const start = this.position;
    this.advance(length);
    return this.bytes.subarray(start, this.position);
  }

  skip(type: number): void {
    if (type === TRUE || type === FALSE) return;
    if (type === BYTE) this.advance(1);
    else if (type > BYTE && type <= INT64) this.unsigned();
    else if (type === DOUBLE) this.advance(DOUBLE_BYTES);
    else if (type === BINARY) this.advance(this.unsigned());
    else if (type === STRUCT) this.struct(() => false);
    else if (type === LIST) {
      // Only in a list a truth value has a byte of its own.
      this.list((element) => this.skip(element <= FALSE ? BYTE : element));
    } else throw new RangeError(`Thrift type ${type}`);
  }

  private unsigned(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 128) return value;
    }
  }

  private byte(): number {
    const byte = this.bytes[this.position];
    if (byte === undefined) throw new RangeError("A Thrift value that does not end");
    this.position += 1;
    return byte;
  }

  private advance(length: number): void {
    if (length > this.bytes.length - this.position) {
      throw new RangeError("A Thrift value that does not end");
    }
    this.position += length;
  }
}
