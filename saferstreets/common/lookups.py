"""Ways of comparing that Django does not have."""

from django.db.models.fields.related_lookups import RelatedIn


class FoundFirst(RelatedIn):
    """`__found_first=query set`: as `__in`, and PostgreSQL finds the few keys before it goes through the many rows.

    Of `IN (SELECT ...)` it makes a join, for which it may read every row of a project; the keys of an array it looks up in an index.
    """

    lookup_name = "found_first"

    def get_rhs_op(self, connection, rhs):
        """The right hand side: a subquery in brackets."""
        return (
            f"= ANY(ARRAY{rhs})" if connection.vendor == "postgresql" else super().get_rhs_op(connection, rhs)
        )
