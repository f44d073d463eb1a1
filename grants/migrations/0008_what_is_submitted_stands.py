from django.db import migrations

from saferstreets.common.triggers import append_only, fixed_columns, refuse, refuse_insert

LINES = "SELECT 1 FROM grants_budgetline f, grants_budgetline t WHERE f.id = NEW.from_line_id AND t.id = NEW.to_line_id"
# A move between capital and revenue, or past the agreement's threshold (without terms: any), rests on the funder's letter.
LETTERLESS = (
    f"NOT NEW.needs_letter AND (NOT EXISTS ({LINES} AND f.nature = t.nature) OR NOT EXISTS "
    "(SELECT 1 FROM grants_terms g WHERE g.project_id = NEW.project_id AND NEW.amount_pence <= g.virement_threshold_pence))"
)
STRAY_MOVE = f"NOT EXISTS ({LINES} AND f.project_id = NEW.project_id AND t.project_id = NEW.project_id)"
ENTRY = (
    "SELECT 1 FROM grants_entry e WHERE e.id = NEW.{way}_entry_id AND e.line_id = NEW.{way}_line_id AND e.kind = 'allocation' "
    "AND e.cost_pence = {sign}NEW.amount_pence"
)
UNEQUAL = (
    f"NEW.status = 'approved' AND (NOT EXISTS ({ENTRY.format(way='from', sign='-')}) OR NOT EXISTS ({ENTRY.format(way='to', sign='')}))"
)
PERIOD = (
    "NOT EXISTS (SELECT 1 FROM accounts_project p WHERE p.id = NEW.project_id AND NEW.starts_on >= p.starts_on AND NEW.ends_on <= p.ends_on) "
    "OR EXISTS (SELECT 1 FROM grants_return r WHERE r.project_id = NEW.project_id AND r.starts_on <= NEW.ends_on AND r.ends_on >= NEW.starts_on)"
)
LAST = (
    "SELECT 1 FROM grants_submission s WHERE s.claim_id = NEW.id AND {no} EXISTS (SELECT 1 FROM grants_reopening o WHERE o.submission_id = s.id)"
)
STANDS = LAST.format(no="NOT")
CERTIFIED = f"{STANDS} AND EXISTS (SELECT 1 FROM grants_signature g WHERE g.submission_id = s.id AND g.capacity = 'certifier')"
SIGNED = "NEW.status IN ('certified', 'queried', 'paid')"
MOVED = (
    "OLD.status = 'paid' OR NEW.project_id <> OLD.project_id OR NEW.number <> OLD.number OR NEW.starts_on <> OLD.starts_on "
    "OR NEW.ends_on <> OLD.ends_on OR NEW.opens_on <> OLD.opens_on OR NEW.closes_on <> OLD.closes_on "
    f"OR NEW.status = 'draft' AND OLD.status <> 'draft' AND EXISTS ({STANDS}) "
    f"OR NEW.status = 'submitted' AND OLD.status <> 'submitted' AND NOT EXISTS ({STANDS}) "
    f"OR {SIGNED} AND NOT EXISTS ({CERTIFIED})"
)
OF = "SELECT 1 FROM grants_return r WHERE r.id = {row}.claim_id AND r.project_id = {row}.project_id AND r.status = 'draft'"
CLAIMABLE = (
    "SELECT 1 FROM grants_return r, grants_entry e, grants_budgetline l WHERE r.id = NEW.claim_id AND e.id = NEW.entry_id AND l.id = e.line_id "
    "AND r.status = 'draft' AND r.project_id = NEW.project_id AND e.project_id = NEW.project_id AND e.kind = 'accrual' AND l.eligible "
    "AND e.happened_on <= r.ends_on"
)
FREE = (
    "SELECT 1 FROM grants_submission s, grants_return r WHERE s.id = NEW.submission_id AND r.id = s.claim_id AND r.project_id = NEW.project_id AND "
)
REOPENABLE = FREE + "r.status IN ('submitted', 'certified', 'queried')"
SIGNABLE = (
    FREE + "(NEW.capacity = 'preparer' AND r.status = 'draft' OR NEW.capacity = 'certifier' AND r.status = 'submitted') "
    "AND NOT EXISTS (SELECT 1 FROM grants_reopening o WHERE o.submission_id = s.id)"
)
FROZEN_LINES = "the lines of a submitted return stand; reopen it with a reason"


class Migration(migrations.Migration):
    """What is submitted to the funder stands for ever, a move between lines keeps the total, and an entry is claimed once."""

    dependencies = [("grants", "0007_returns_to_the_funder")]
    operations = [
        fixed_columns("grants_budgetchange", ["project_id", "from_line_id", "to_line_id", "amount_pence", "needs_letter", "proposed_by_id", "proposed_on"]),
        append_only("grants_budgetchange", frozen_when="OLD.status <> 'proposed'", message="a decided move stands; move the money back by another"),
        refuse_insert("grants_budgetchange", when=LETTERLESS, message="this move needs the letter of the funder", name="grants_budgetchange_letter"),
        refuse_insert("grants_budgetchange", when=STRAY_MOVE, message="both lines are of the project", name="grants_budgetchange_lines"),
        refuse("grants_budgetchange", "UPDATE", when=UNEQUAL, message="an approved move has two opposite entries", name="grants_budgetchange_equal"),
        append_only("grants_entrypaper", message="a paper of the ledger is never taken away"),
        refuse_insert("grants_return", when=PERIOD, message="periods lie inside the grant and never overlap", name="grants_return_period"),
        refuse("grants_return", "UPDATE", when=MOVED, message="a return moves by its submissions, signatures and reopenings", name="grants_return_moves"),
        refuse("grants_return", "DELETE", when="EXISTS (SELECT 1 FROM grants_submission s WHERE s.claim_id = OLD.id)", message="a submitted return stays", name="grants_return_stays"),
        refuse_insert("grants_claimline", when=f"NOT EXISTS ({CLAIMABLE})", message="only what came on an eligible line by the last day, into a draft", name="grants_claimline_fits"),
        refuse("grants_claimline", "UPDATE", when="1 = 1", message="a line of a return is never changed", name="grants_claimline_fixed"),
        refuse("grants_claimline", "DELETE", when=f"NOT EXISTS ({OF.format(row='OLD')})", message=FROZEN_LINES, name="grants_claimline_stays"),
        refuse_insert("grants_returnnote", when=f"NOT EXISTS ({OF.format(row='NEW')})", message=FROZEN_LINES, name="grants_returnnote_fits"),
        refuse("grants_returnnote", "UPDATE", when=f"NOT EXISTS ({OF.format(row='OLD')}) OR NOT EXISTS ({OF.format(row='NEW')})", message=FROZEN_LINES, name="grants_returnnote_fixed"),
        refuse("grants_returnnote", "DELETE", when=f"NOT EXISTS ({OF.format(row='OLD')})", message=FROZEN_LINES, name="grants_returnnote_stays"),
        append_only("grants_submission", message="what was submitted stands"),
        append_only("grants_signature", message="a signature stands"),
        append_only("grants_reopening", message="a reopening stands"),
        refuse_insert("grants_signature", when=f"NOT EXISTS ({SIGNABLE})", message="signed in turn, preparer then certifier", name="grants_signature_in_turn"),
        refuse_insert("grants_reopening", when=f"NOT EXISTS ({REOPENABLE})", message="only what is submitted and not paid is reopened", name="grants_reopening_fits"),
        refuse_insert(
            "grants_submission", when="NOT EXISTS (SELECT 1 FROM grants_return r WHERE r.id = NEW.claim_id AND r.project_id = NEW.project_id AND r.status = 'draft') "
            "OR EXISTS (SELECT 1 FROM grants_submission s WHERE s.claim_id = NEW.claim_id AND NOT EXISTS (SELECT 1 FROM grants_reopening o WHERE o.submission_id = s.id))",
            message="one submission stands at a time", name="grants_submission_in_turn",
        ),
    ]
