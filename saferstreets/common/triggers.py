"""Append-only tables, enforced where no Python can go round it: by trigger, on SQLite and on PostgreSQL alike."""

from django.db import migrations


def append_only(table, *, frozen_when="", message="rows of this table are never changed or removed"):
    """A migration operation that makes `table` refuse UPDATE and DELETE (and TRUNCATE on PostgreSQL).

    frozen_when: SQL over OLD naming the rows that are frozen, e.g. "OLD.status = 'issued'"; empty means every row.
    Reversible. The table must exist.
    """

    def forwards(apps, schema_editor):
        for statement in _create(schema_editor.connection.vendor, table, frozen_when, message):
            schema_editor.execute(statement)

    def backwards(apps, schema_editor):
        for statement in _drop(schema_editor.connection.vendor, table):
            schema_editor.execute(statement)

    return migrations.RunPython(forwards, backwards)


def refuse_insert(table, *, when, message, name):
    """A migration operation that makes `table` refuse a new row for which `when` holds.

    when: SQL over NEW that both databases understand; it may look at other tables. name: of the trigger. Reversible.
    """
    return refuse(table, "INSERT", when=when, message=message, name=name)


def refuse(table, verb, *, when, message, name):
    """A migration operation that makes `table` refuse INSERT, UPDATE or DELETE of a row for which `when` holds.

    when: SQL over NEW and OLD, as the verb has them, that both databases understand; it may look at other tables. Refusing DELETE
    refuses TRUNCATE too. name: of the trigger. Reversible.
    """

    def forwards(apps, schema_editor):
        for statement in _create_check(schema_editor.connection.vendor, table, verb, when, message, name):
            schema_editor.execute(statement)

    def backwards(apps, schema_editor):
        for statement in _drop_check(schema_editor.connection.vendor, table, verb, name):
            schema_editor.execute(statement)

    return migrations.RunPython(forwards, backwards)


def _create_check(vendor, table, verb, when, message, name):
    text = f"{table}: {message}"
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW WHEN {when} BEGIN SELECT RAISE(ABORT, '{text}'); END"
        ]
    raised = f"RAISE EXCEPTION '{text}' USING ERRCODE = 'restrict_violation'"
    row = "OLD" if verb == "DELETE" else "NEW"
    made = [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {when} THEN {raised}; END IF; RETURN {row}; END $$",
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
    if verb == "DELETE":
        made += [
            f"CREATE FUNCTION {name}_all() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {raised}; END $$",
            f"CREATE TRIGGER {name}_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}_all()",
        ]
    return made


def _drop_check(vendor, table, verb, name):
    if vendor == "sqlite":
        return [f"DROP TRIGGER {name}"]
    names = [name, f"{name}_all"] if verb == "DELETE" else [name]
    return [
        f"{statement}{end}"
        for one in names
        for statement, end in ((f"DROP TRIGGER {one} ON {table}", ""), (f"DROP FUNCTION {one}", "()"))
    ]


def _create(vendor, table, frozen_when, message):
    text = f"{table}: {message}"
    if vendor == "sqlite":
        when = f"WHEN {frozen_when}" if frozen_when else ""
        return [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} FOR EACH ROW {when} BEGIN SELECT RAISE(ABORT, '{text}'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    when = f"WHEN ({frozen_when})" if frozen_when else ""
    return [
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{text}' USING ERRCODE = 'restrict_violation'; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {when} EXECUTE FUNCTION {table}_refuse()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
    ]


def _drop(vendor, table):
    if vendor == "sqlite":
        return [f"DROP TRIGGER {table}_no_update", f"DROP TRIGGER {table}_no_delete"]
    return [
        f"DROP TRIGGER {table}_no_change ON {table}",
        f"DROP TRIGGER {table}_no_truncate ON {table}",
        f"DROP FUNCTION {table}_refuse()",
    ]


def fixed_columns(table, columns, *, unless="", name="fixed"):
    """A migration operation that makes `table` refuse DELETE, and any UPDATE that sets one of `columns`.

    unless: SQL over NEW under which such an UPDATE may pass, e.g. "NEW.answers = ''" for what may only be emptied. Then DELETE
    is left to another call. name: tells two calls on one table apart. Reversible. The table must exist.
    """

    def forwards(apps, schema_editor):
        for statement in _fix(schema_editor.connection.vendor, table, columns, unless, name):
            schema_editor.execute(statement)

    def backwards(apps, schema_editor):
        vendor = schema_editor.connection.vendor
        for verb in _fixed_verbs(columns, unless):
            on = "" if vendor == "sqlite" else f" ON {table}"
            schema_editor.execute(f"DROP TRIGGER {table}_{name}_{verb}{on}")
        if vendor != "sqlite":
            schema_editor.execute(f"DROP FUNCTION {table}_{name}_refuse()")

    return migrations.RunPython(forwards, backwards)


def _fixed_verbs(columns, unless):
    """{end of the trigger's name: what it stops}."""
    update = {"update": f"UPDATE OF {', '.join(columns)}"}
    return update if unless else update | {"delete": "DELETE"}


def _fix(vendor, table, columns, unless, name):
    text = f"{table}: {', '.join(columns)} never change once they are written"
    verbs = _fixed_verbs(columns, unless)
    when = f"WHEN (NOT ({unless}))" if unless else ""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_{name}_{verb} BEFORE {event} ON {table} FOR EACH ROW {when} BEGIN SELECT RAISE(ABORT, '{text}'); END"
            for verb, event in verbs.items()
        ]
    return [
        f"CREATE FUNCTION {table}_{name}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{text}' USING ERRCODE = 'restrict_violation'; END $$",
        *(
            f"CREATE TRIGGER {table}_{name}_{verb} BEFORE {event} ON {table} FOR EACH ROW {when} EXECUTE FUNCTION {table}_{name}_refuse()"
            for verb, event in verbs.items()
        ),
    ]
