"""Who gets what at every address: one row each. A new address without a row fails the test."""

from dataclasses import dataclass, field

NOBODY, OWNER, OTHER, FOREIGN = "nobody", "owner", "other", "foreign"
"""No token; the person whose it is; another person, known too; the owner's browser on a page of another origin."""
SIGNED_OUT, OTHER_ACCOUNT = "signed out", "other account"
"""Where there are accounts: nobody yet, and somebody else."""


@dataclass(frozen=True)
class Row:
    """An address and the status each visitor gets. ``parts``: what fills the address, by the fixture's name;
    ``owner``, ``other``: a page of one's own is 200 for both, a thing of the owner's 404 for the other;
    ``other_account``: where it is not as for the other."""

    name: str
    method: str = "get"
    parts: dict[str, str | int] = field(default_factory=dict)
    sent: dict[str, str] = field(default_factory=dict)
    nobody: int = 403
    owner: int = 200
    other: int = 200
    signed_out: int | None = None
    other_account: int | None = None

    def status(self, visitor: str) -> int:
        """What this visitor gets; from a foreign page nothing can be changed; who is signed out is sent to sign in."""
        if visitor == FOREIGN:
            return 403 if self.method == "post" else self.owner
        if visitor == SIGNED_OUT:
            return self.signed_out or (200 if self.nobody == 200 else 403 if self.method == "post" else 302)
        if visitor == OTHER_ACCOUNT:
            return self.other_account or self.other
        return {NOBODY: self.nobody, OWNER: self.owner, OTHER: self.other}[visitor]


ME = {"birth_year": "1990", "measure": "yes", "language": ""}

ROWS = (
    Row("shell:style", parts={"digest": "0"}, nobody=200),
    Row("shell:worker", nobody=200),
    Row("shell:manifest", nobody=200),
    Row("shell:offline", nobody=200),
    Row("account_login", nobody=404, owner=404, other=404, signed_out=200, other_account=302),
    Row("account_request_login_code", nobody=404, owner=404, other=404, signed_out=200, other_account=302),
    Row("account_request_login_code", "post", nobody=404, owner=404, other=404, signed_out=422, other_account=302),
    Row("account_confirm_login_code", nobody=404, owner=404, other=404, other_account=302),
    Row("account_confirm_login_code", "post", nobody=404, owner=404, other=404, signed_out=302, other_account=302),
    Row("sign_out", "post", owner=404, other=404, other_account=302),
    Row("people:open", parts={"token": "used-or-guessed"}, owner=302, other=302, signed_out=404),
    Row("people:welcome"),
    Row("people:welcome", "post", sent=ME, owner=302, other=302),
    Row("people:phone"),
    Row("people:certificate", owner=404, other=404),  # nothing to install while no phone may come in
    Row("people:me"),
    Row("people:save", "post", sent=ME, owner=302, other=302),
    Row("people:pictures", "post", owner=302, other=302),
    Row("people:export"),
    Row("people:leave_example", "post", owner=302, other=302),
    Row("people:delete"),
    Row("people:delete", "post"),
    Row("plans:today"),
    Row("plans:example", "post", owner=302, other=302),
    Row("plans:progress"),
    Row("plans:report"),
    Row("plans:report", "post", sent={"pain": "3"}, owner=302, other=302),
    Row("plans:stop"),
    Row("plans:stop", "post", sent={"recent_injury": "none"}, owner=422, other=422),
    Row("plans:questions", owner=302, other=302),
    Row("plans:step", parts={"step": "since"}),
    Row("plans:step", "post", parts={"step": "since"}, sent={"since": "adult"}, owner=302, other=302),
    Row("plans:tests"),
    Row("plans:findings"),
    Row("plans:wishes", other=302),  # who has answered no stop question is asked those first
    Row("plans:wishes", "post", sent={"minutes": "20", "days": "7"}, owner=302, other=302),
    Row("plans:programme", other=302),
    Row("plans:swap", "post", sent={"exercise": "clamshell"}, owner=302, other=404),
    Row("plans:next_week", "post", owner=302, other=302),
    Row("plans:handout", parts={"kind": "html"}, other=404),
    Row("plans:calendar", other=404),
    Row("plans:begin_feed", "post", owner=404, other=404),  # only under a public https name
    Row("plans:end_feed", "post", owner=302, other=302),
    Row("plans:feed", parts={"token": "guessed"}, nobody=404, owner=404, other=404, signed_out=404),
    Row("plans:physio", parts={"kind": "html"}),
    Row("plans:figure", parts={"exercise": "clamshell", "theme": "light"}),
    Row("plans:session", parts={"date": "day"}, other=404),
    Row("plans:save_done", "post", parts={"date": "day", "exercise": "exercise"}, owner=302, other=404),
    Row("plans:notes"),
    Row("plans:notes", "post", sent={"notes": "none"}, owner=400, other=400),
    Row("plans:kept"),
    Row("live:camera"),
    Row("live:coach", parts={"date": "day", "exercise": "dead-bug"}, owner=404, other=404),  # no camera judges it
    Row("live:take", "post", owner=400, other=400),
    Row("live:keep", "post", parts={"check": "check", "index": 0}, owner=409, other=404),  # nobody ticked it
    Row("measure:check"),
    Row("measure:upload", "post", owner=422, other=422),
    Row("measure:measuring", parts={"measuring": "measuring"}, other=404),
    Row("measure:state", parts={"measuring": "measuring"}, other=404),
    Row("measure:cancel", "post", parts={"measuring": "measuring"}, owner=302, other=404),
    Row("measure:result", parts={"check": "check"}, other=404),
    Row("measure:picture", parts={"check": "check", "index": 0}, other=404),
    Row("measure:explorer", parts={"check": "check"}, other=404),
    Row("measure:joints", parts={"check": "check", "index": 0}, other=404),
    Row("measure:move_joints", "post", parts={"check": "check", "index": 0}, sent={"joints": "{}"}, other=404),
    Row("measure:delete", "post", parts={"check": "check"}, owner=302, other=404),
    Row("guide:contents"),
    Row("guide:search"),
    Row("guide:part", parts={"part": "signs"}),
    Row("guide:page", parts={"part": "exercises", "item": "clamshell"}),
    Row("guide:explorer"),
    Row("guide:explorer-data", parts={"language": "en", "file": "table.json"}),
    Row("guide:figure", parts={"language": "en", "motion": "none-such", "file": "still.svg"}, owner=404, other=404),
    Row("guide:privacy", signed_out=200),
    Row("guide:what-it-is", signed_out=200),
)

SOCKETS: dict[str, str] = {"^live/camera$": "Landmarks", "^live/coach$": "Coached", "": "nowhere"}
"""Every socket's pattern, and the name of what answers it."""
SOCKET_PATHS = ("/live/camera", "/live/coach")
"""An address for each that leads somewhere. Who is known gets in from our own page; nobody else does, from nowhere."""
