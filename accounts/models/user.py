from collections import defaultdict

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from accounts.permissions import ROLE_PERMS


class UserManager(BaseUserManager):
    """Finds people by e-mail whatever the capitals."""

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """A person who signs in. Never deleted, only deactivated: the audit trail and late records name them."""

    email = models.EmailField("Email address", max_length=254, unique=True)
    name = models.CharField("Name", max_length=120)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self):
        return self.name

    def roles_by_project(self):
        """{project id: [role, ...]} of the memberships that hold today; read once per request."""
        if not hasattr(self, "_roles"):
            roles = defaultdict(list)
            for project_id, role in self.memberships.current().values_list("project_id", "role"):
                roles[project_id].append(role)
            self._roles = dict(roles)
        return self._roles

    def can(self, perm, project):
        """May this person do this kind of thing on this project today? An inactive person may do nothing."""
        roles = self.roles_by_project().get(project.pk, ()) if self.is_active else ()
        return any(perm in ROLE_PERMS[role] for role in roles)

    def can_anywhere(self, perm):
        """The same, on at least one project."""
        return self.is_active and any(
            perm in ROLE_PERMS[role] for roles in self.roles_by_project().values() for role in roles
        )
