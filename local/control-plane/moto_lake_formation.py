"""Rejects the revocation of permissions that nobody has, as Lake Formation does, and forgets those that are revoked.

Terraform revokes a permission again and again until Lake Formation rejects it, since the list of permissions is no proof of
the end: https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/lakeformation/permissions.go
moto takes any revocation. It also keeps permissions in a set by a hash of what they allow, so that one which was
granted in two steps is not found again when it is revoked.
"""

import json

from moto.lakeformation.exceptions import InvalidInput
from moto.lakeformation.models import LakeFormationBackend, Permission, PermissionCatalog
from moto.lakeformation.responses import LakeFormationResponse
from moto_patch import replace_method, require_attributes

# The service's own words: https://github.com/tokern/lakecli/issues/10
_NOTHING_TO_REVOKE = (
    "No permissions revoked. Grantee has no permissions and no grantable permissions on resource."
)


def _held(catalog: PermissionCatalog | None, revoked: Permission) -> Permission | None:
    """The permission that a revocation changes."""
    for held in catalog.permissions if catalog is not None else ():
        if held.equal_principal_and_resouce(revoked) and (
            set(held.permissions) & set(revoked.permissions)
            or set(held.permissions_with_grant_options)
            & set(revoked.permissions_with_grant_options)
        ):
            return held
    return None


def _rehashed(_method):
    def remove_permission(self, permission):
        held = _held(self, permission)
        if held is None:
            return
        others = [other for other in self.permissions if other is not held]
        held.diff(permission)
        self.permissions = set(others if held.is_empty() else [*others, held])

    return remove_permission


def _rejected_where_nothing_is_held(original):
    def revoke_permissions(
        self,
        catalog_id,
        principal,
        resource,
        permissions_to_revoke,
        permissions_with_grant_options_to_revoke,
    ):
        revoked = Permission(
            principal,
            resource,
            permissions_to_revoke or [],
            permissions_with_grant_options_to_revoke or [],
        )
        if _held(self.grants.get(catalog_id), revoked) is None:
            raise InvalidInput(_NOTHING_TO_REVOKE)
        original(
            self,
            catalog_id,
            principal,
            resource,
            permissions_to_revoke,
            permissions_with_grant_options_to_revoke,
        )

    return revoke_permissions


def _rejected_one_by_one(_method):
    def batch_revoke_permissions(self):
        catalog_id = self._get_param("CatalogId") or self.current_account
        failures = []
        for entry in self._get_param("Entries"):
            try:
                self.lakeformation_backend.revoke_permissions(
                    catalog_id,
                    entry.get("Principal"),
                    entry.get("Resource"),
                    entry.get("Permissions"),
                    entry.get("PermissionsWithGrantOption"),
                )
            except InvalidInput:
                error = {"ErrorCode": "InvalidInputException", "ErrorMessage": _NOTHING_TO_REVOKE}
                failures.append({"RequestEntry": entry, "Error": error})
        return json.dumps({"Failures": failures})

    return batch_revoke_permissions


require_attributes(Permission({}, {}, [], []), "permissions", "permissions_with_grant_options")
require_attributes(PermissionCatalog(), "permissions")
replace_method(PermissionCatalog, "remove_permission", ["permission"], _rehashed)
replace_method(
    LakeFormationBackend,
    "revoke_permissions",
    [
        "catalog_id",
        "principal",
        "resource",
        "permissions_to_revoke",
        "permissions_with_grant_options_to_revoke",
    ],
    _rejected_where_nothing_is_held,
)
replace_method(LakeFormationResponse, "batch_revoke_permissions", [], _rejected_one_by_one)
