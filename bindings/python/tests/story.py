"""Plays the scenarios of `tests/scenarios`; the README there says how they are written."""

from __future__ import annotations

import asyncio
import datetime
import enum
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Dict, Optional

import opstap

ROOT = Path(__file__).resolve().parents[3]
KEY = "opstap-store-key"


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first.lower() + "".join(word.capitalize() for word in rest)


def tree(value: Any) -> Any:
    """Any record as a tree: members in camel case, enums as words, variants under `variant`."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, bytes):
        return {"length": len(value), "sum": fnv(value)}
    if isinstance(value, enum.Enum):
        return camel(value.name)
    if isinstance(value, datetime.datetime):
        return round(value.timestamp() * 1000)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [tree(one) for one in value]
    if isinstance(value, dict):
        return {key: tree(one) for key, one in value.items()}
    members = {camel(name): tree(one) for name, one in vars(value).items()}
    if "." in type(value).__name__:
        word = camel(type(value).__name__.split(".")[1])
        return {**members, "variant": word} if members else word
    return members


def fnv(data: bytes) -> str:
    """64-bit FNV-1a."""
    total = 0xCBF29CE484222325
    for byte in data:
        total = ((total ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return f"{total:016x}"


def at(here: Any, path: str) -> Any:
    for part in filter(None, path.split(".")):
        if isinstance(here, list):
            here = len(here) if part == "length" else here[int(part)] if int(part) < len(here) else None
        else:
            here = here.get(part) if isinstance(here, dict) else None
    return here


def fits(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, dict) and "contains" in wanted:
        return found is not None and wanted["contains"] in found
    if isinstance(wanted, dict) and "not" in wanted:
        return found != wanted["not"]
    return type(found) is type(wanted) and found == wanted


def filled(step: Any, known: Dict[str, Any]) -> Any:
    if isinstance(step, str):
        if step.startswith("$") and step[1:] in known:
            return known[step[1:]]
        return " ".join(str(known.get(word[1:], word)) if word.startswith("$") else word for word in step.split(" "))
    if isinstance(step, list):
        return [filled(one, known) for one in step]
    if isinstance(step, dict):
        return {name: filled(one, known) for name, one in step.items()}
    return step


class Town:
    """The organisation and its server, in a process of its own."""

    def __init__(self, now: Optional[datetime.datetime]):
        place = Path(os.environ.get("OPSTAP_TOWN") or ROOT / "target/debug/town")
        order = [str(place)] + (["--now", str(millis(now))] if now else [])
        self._process = subprocess.Popen(order, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.first = self._hear()

    def tell(self, order: str) -> Dict[str, Any]:
        assert self._process.stdin
        self._process.stdin.write(order + "\n")
        self._process.stdin.flush()
        return self._hear()

    def _hear(self) -> Dict[str, Any]:
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


def millis(moment: datetime.datetime) -> int:
    return round(moment.timestamp() * 1000)


def instant(milliseconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(milliseconds / 1000, tz=datetime.timezone.utc)


class Clock(opstap.HostClock):
    def __init__(self, now: datetime.datetime):
        self.at = now

    def now(self) -> datetime.datetime:
        return self.at

    def zone_id(self) -> str:
        return "Europe/Amsterdam"


class Vault(opstap.KeyVault):
    def __init__(self) -> None:
        self.secrets: Dict[str, bytes] = {}
        self.locked = False

    def _check(self) -> None:
        if self.locked:
            raise opstap.CoreError.Host("vault")

    def load(self, name: str) -> Optional[bytes]:
        self._check()
        return self.secrets.get(name)

    def store(self, name: str, secret: bytes) -> None:
        self._check()
        self.secrets[name] = secret

    def remove(self, name: str) -> None:
        self._check()
        self.secrets.pop(name, None)


class Device:
    """A folder, a vault and a clock of its own."""

    def __init__(self, now: Optional[datetime.datetime]):
        self.folder = Path(tempfile.mkdtemp(prefix="opstap-"))
        self.vault = Vault()
        self.clock = Clock(now) if now else None
        self.core: Optional[opstap.Core] = None

    async def act(self, deed: str, w: Dict[str, Any], town: Town) -> Any:
        here = getattr(self, "do_" + deed, None)
        if here:
            return await here(w)
        core = self.core
        assert core, "an open device"
        if deed == "pair":
            code = town.tell("code " + w["who"])["code"]
            return await core.session().pair_with_code(town.first["url"], code, "test")
        return await DEEDS[deed](core, w)

    async def do_open(self, w: Dict[str, Any]) -> Any:
        if self.core:
            await self.core.shutdown()
        config = opstap.CoreConfig(data_dir=str(self.folder), language=w.get("language"), auto_sync=False)
        self.core = await opstap.Core.open(config, opstap.Host(vault=self.vault, clock=self.clock))
        return self.core.open_outcome()

    async def do_loseKey(self, w: Dict[str, Any]) -> None:
        self.vault.secrets.pop(KEY)

    async def do_changeKey(self, w: Dict[str, Any]) -> None:
        self.vault.secrets[KEY] = bytes([1]) * 32

    async def do_lockVault(self, w: Dict[str, Any]) -> None:
        self.vault.locked = True

    async def do_unlockVault(self, w: Dict[str, Any]) -> None:
        self.vault.locked = False

    async def do_files(self, w: Dict[str, Any]) -> Any:
        return sorted(file.name for file in self.folder.rglob("*") if file.is_file())

    async def do_takePhoto(self, w: Dict[str, Any]) -> str:
        rest = bytes((31 * i + i // 251) % 256 for i in range(4, w["bytes"]))
        path = self.folder / w["name"]
        path.write_bytes(bytes([0xFF, 0xD8, 0xFF, 0xE0]) + rest)
        return str(path)

    async def do_takeFile(self, w: Dict[str, Any]) -> str:
        path = self.folder / w["name"]
        path.write_text(w["text"], encoding="utf-8")
        return str(path)

    async def do_oldStore(self, w: Dict[str, Any]) -> None:
        kept = ROOT / f"core/store/tests/fixtures/schema-{w['schema']}"
        shutil.copytree(kept, self.folder / "store", dirs_exist_ok=True)
        self.vault.secrets[KEY] = bytes([7]) * 32


def case(w: Dict[str, Any]) -> Optional[opstap.CaseId]:
    return opstap.CaseId(value=w["case"]) if "case" in w else None


def date(w: Dict[str, Any], name: str) -> Optional[datetime.date]:
    return datetime.date.fromisoformat(w[name]) if name in w else None


def wall(w: Dict[str, Any]) -> opstap.WallMoment:
    return opstap.WallMoment(date=datetime.date.fromisoformat(w["date"]), hour=w["hour"], minute=w["minute"])


def deed(w: Dict[str, Any]) -> opstap.TaskDeed:
    if w["deed"] == "postpone":
        return opstap.TaskDeed.POSTPONE(until=datetime.date.fromisoformat(w["until"]))
    return getattr(opstap.TaskDeed, w["deed"].upper())()


def line(w: Dict[str, Any]) -> opstap.LineDraft:
    words = {camel(one.name): one for one in opstap.Frequency}
    return opstap.LineDraft(category=w["category"], typed=w["typed"], label=w.get("label"), income=w.get("income"),
                            frequency=words[w["frequency"]] if "frequency" in w else None)


def pay_day(w: Dict[str, Any]) -> opstap.PayDayDraft:
    if w["paid"] == "monthly":
        return opstap.PayDayDraft.MONTHLY(day=w["day"], shift=opstap.PayDayShift[w["shift"].upper()])
    if w["paid"] == "counted":
        return opstap.PayDayDraft.COUNTED(anchor=date(w, "anchor"))
    return opstap.PayDayDraft.MONTHS(months=w["months"])


def debt(w: Dict[str, Any]) -> opstap.DebtDraft:
    return opstap.DebtDraft(**w["debt"])


def amount(w: Dict[str, Any]) -> opstap.DebtAmountDraft:
    said = w["amount"]
    return opstap.DebtAmountDraft(typed=said["typed"], on=date(said, "on"), estimated=said.get("estimated", False), note=said.get("note"))


def letter(w: Dict[str, Any]) -> opstap.LetterDraft:
    said = w["letter"]
    return opstap.LetterDraft(sender=said.get("sender"), typed=said.get("typed"), due_on=date(said, "dueOn"),
                              dated_on=date(said, "datedOn"), received_on=date(said, "receivedOn"),
                              reference=said.get("reference"), debt=said.get("debt"), note=said.get("note"))


def preference(w: Dict[str, Any]) -> opstap.PreferenceEdit:
    edit = opstap.PreferenceEdit
    if "hoursBefore" in w:
        return edit.HOURS_BEFORE(hours=w["hoursBefore"])
    if "nudges" in w:
        return edit.NUDGES(welcome=w["nudges"])
    if "news" in w:
        return edit.NEWS(welcome=w["news"])
    if "language" in w:
        return edit.LANGUAGE(code=w["language"])
    if "quiet" in w:
        begin, end = (opstap.WallTime(hour=hour, minute=0) for hour in w["quiet"])
        return getattr(edit, "QUIET")(begin, end)
    return edit.PAUSE_UNTIL(day=date(w, "pauseUntil"))


def task_edit(w: Dict[str, Any]) -> opstap.TaskEdit:
    return opstap.TaskEdit(title=w.get("title"), text=w.get("text"), due_on=date(w, "dueOn"), hidden=w.get("hidden"))


def appointment(w: Dict[str, Any]) -> opstap.AppointmentDraft:
    return opstap.AppointmentDraft(title=w["title"], starts=wall(w["starts"]), minutes=w.get("minutes"),
                                   place=w.get("place"), bring=w.get("bring"))


def parts(w: Dict[str, Any]) -> list:
    return [opstap.SharedPart[word.upper()] for word in w["parts"]]


def typed(w: Dict[str, Any]) -> opstap.TypedInput:
    return opstap.TypedInput(key=w["key"], value=w["value"])


def files(w: Dict[str, Any], of: str = "files") -> list:
    return [opstap.FileDraft(path=one["path"], name=one["name"]) for one in w.get(of, [])]


async def now(value: Any) -> Any:
    return value


DEEDS = {
    "shutdown": lambda c, w: c.shutdown(),
    "pause": lambda c, w: c.pause(),
    "resume": lambda c, w: c.resume(),
    "wipe": lambda c, w: c.wipe(),
    "sync": lambda c, w: c.sync_now(),
    "syncStatus": lambda c, w: now(c.sync_status()),
    "openOutcome": lambda c, w: now(c.open_outcome()),
    "runBackground": lambda c, w: c.run_background(w["seconds"]),
    "words": lambda c, w: c.words(w["prefix"]),
    "session.state": lambda c, w: c.session().state(),
    "session.safety": lambda c, w: c.session().safety(),
    "session.preferences": lambda c, w: c.session().preferences(case(w)),
    "session.setPreference": lambda c, w: c.session().set_preference(preference(w), case(w)),
    "session.setLanguage": lambda c, w: c.session().set_language(w["code"]),
    "session.pairWithCode": lambda c, w: c.session().pair_with_code(w["server"], w["code"], "test"),
    "session.report": lambda c, w: c.session().report(case(w)),
    "session.askForHelp": lambda c, w: c.session().ask_for_help(w["server"], "test"),
    "session.pairWithLink": lambda c, w: c.session().pair_with_link(w["link"], "test"),
    "programme.today": lambda c, w: c.programme().today(case(w)),
    "programme.summary": lambda c, w: c.programme().summary(case(w)),
    "programme.perform": lambda c, w: c.programme().perform(w["task"], deed(w), case(w)),
    "programme.addTask": lambda c, w: c.programme().add_task(w["step"], w["title"], w.get("text", ""), date(w, "dueOn"), case(w)),
    "programme.changeTask": lambda c, w: c.programme().change_task(w["task"], task_edit(w), case(w)),
    "programme.start": lambda c, w: c.programme().start(w["programme"], case(w)),
    "programme.renew": lambda c, w: c.programme().renew(case(w)),
    "budget.summary": lambda c, w: c.budget().summary(case(w)),
    "budget.form": lambda c, w: c.budget().form(case(w)),
    "budget.setLine": lambda c, w: c.budget().set_line(line(w), case(w)),
    "budget.notForMe": lambda c, w: c.budget().not_for_me(w["category"], w.get("income"), case(w)),
    "budget.remove": lambda c, w: c.budget().remove(w["line"], case(w)),
    "forecast.summary": lambda c, w: c.forecast().summary(case(w)),
    "forecast.tellBalance": lambda c, w: c.forecast().tell_balance(w["typed"], date(w, "on"), case(w)),
    "forecast.payDay": lambda c, w: c.forecast().pay_day(w["line"], case(w)),
    "forecast.setPayDay": lambda c, w: c.forecast().set_pay_day(w["line"], pay_day(w), case(w)),
    "deadlines.list": lambda c, w: c.deadlines().list(case(w)),
    "deadlines.workList": lambda c, w: c.deadlines().work_list(),
    "deadlines.start": lambda c, w: c.deadlines().start(w["term"], date(w, "on"), case(w)),
    "deadlines.extend": lambda c, w: c.deadlines().extend(w["id"], date(w, "to"), w["reason"], case(w)),
    "deadlines.finish": lambda c, w: c.deadlines().finish(w["id"], date(w, "on"), case(w)),
    "deadlines.stop": lambda c, w: c.deadlines().stop(w["id"], w["reason"], case(w)),
    "debts.summary": lambda c, w: c.debts().summary(case(w)),
    "debts.choices": lambda c, w: c.debts().choices(case(w)),
    "debts.suggest": lambda c, w: c.debts().suggest(w["typed"], case(w)),
    "debts.add": lambda c, w: c.debts().add(debt(w), amount(w) if "amount" in w else None, case(w)),
    "debts.change": lambda c, w: c.debts().change(w["id"], debt(w), case(w)),
    "debts.addAmount": lambda c, w: c.debts().add_amount(w["id"], opstap.DebtAmountKind[w["kind"].upper()], amount(w), case(w)),
    "debts.correct": lambda c, w: c.debts().correct(w["amount"], case(w)),
    "debts.dispute": lambda c, w: c.debts().dispute(w["id"], w["disputed"], w.get("why"), case(w)),
    "debts.handOver": lambda c, w: c.debts().hand_over(w["id"], w["holder"], w.get("name"), w.get("reference"), case(w)),
    "debts.threaten": lambda c, w: c.debts().threaten(w["id"], w["threat"], date(w, "on"), case(w)),
    "debts.remove": lambda c, w: c.debts().remove(w["id"], case(w)),
    "debts.sameCreditor": lambda c, w: c.debts().same_creditor(w["one"], w["other"], w["same"], case(w)),
    "debts.describeCreditor": lambda c, w: c.debts().describe_creditor(w["creditor"], w.get("kvk"), w.get("iban"), case(w)),
    "letters.summary": lambda c, w: c.letters().summary(case(w)),
    "letters.file": lambda c, w: c.letters().file(letter(w), files(w, "photos"), case(w)),
    "letters.attach": lambda c, w: c.letters().attach(w["id"], files(w, "photos"), case(w)),
    "letters.change": lambda c, w: c.letters().change(w["id"], letter(w), case(w)),
    "letters.finish": lambda c, w: c.letters().finish(w["id"], w["done"], case(w)),
    "letters.remove": lambda c, w: c.letters().remove(w["id"], case(w)),
    "letters.read": lambda c, w: c.letters().read(w["text"], case(w)),
    "pages.open": lambda c, w: c.pages().open(w["route"], case(w)),
    "pages.keep": lambda c, w: c.pages().keep(w["route"], typed(w["typed"]), case(w)),
    "pages.give": lambda c, w: c.pages().give(w["route"], w["path"], case(w)),
    "pages.press": lambda c, w: c.pages().press(w["route"], w["act"], [typed(one) for one in w["typed"]], case(w)),
    "agenda.summary": lambda c, w: c.agenda().summary(case(w)),
    "agenda.choices": lambda c, w: c.agenda().choices(case(w)),
    "agenda.plan": lambda c, w: c.agenda().plan(appointment(w), case(w)),
    "agenda.reschedule": lambda c, w: c.agenda().reschedule(w["appointment"], wall(w["starts"]), case(w)),
    "agenda.confirm": lambda c, w: c.agenda().confirm(w["appointment"], case(w)),
    "agenda.cancel": lambda c, w: c.agenda().cancel(w["appointment"], case(w)),
    "agenda.noteOutcome": lambda c, w: c.agenda().note_outcome(w["appointment"], w["kept"], case(w)),
    "agenda.reminderPlan": lambda c, w: c.agenda().reminder_plan(w.get("max", 60), case(w)),
    "agenda.confirmReminders": lambda c, w: c.agenda().confirm_reminders(
        [opstap.TakenReminder(key=one["key"], at=instant(one["at"])) for one in w["taken"]], case(w)
    ),
    "messages.page": lambda c, w: c.messages().page(w.get("before"), w.get("limit", 40), case(w)),
    "messages.send": lambda c, w: c.messages().send(w["text"], case(w)),
    "messages.ask": lambda c, w: c.messages().ask(w["about"], w["text"], case(w)),
    "messages.about": lambda c, w: c.messages().about(w["id"], case(w)),
    "messages.message": lambda c, w: c.messages().message(w["id"], case(w)),
    "messages.erase": lambda c, w: c.messages().erase(w["id"], case(w)),
    "messages.markRead": lambda c, w: c.messages().mark_read(case(w)),
    "files.send": lambda c, w: c.files().send(w["text"], files(w), case(w)),
    "files.file": lambda c, w: c.files().file(w["id"], case(w)),
    "files.bytes": lambda c, w: c.files().bytes(w["id"], case(w)),
    "files.fetch": lambda c, w: c.files().fetch(w["id"], case(w)),
    "files.evict": lambda c, w: c.files().evict(w["id"], case(w)),
    "library.tips": lambda c, w: c.library().tips(case(w)),
    "library.hideTip": lambda c, w: c.library().hide_tip(w["tip"], case(w)),
    "library.glossary": lambda c, w: c.library().glossary(w.get("search")),
    "library.search": lambda c, w: c.library().search(w["words"]),
    "profile.summary": lambda c, w: c.profile().summary(case(w)),
    "profile.tell": lambda c, w: c.profile().tell(w["field"], w["typed"], case(w)),
    "circle.summary": lambda c, w: c.circle().summary(case(w)),
    "circle.share": lambda c, w: c.circle().share(w["helper"], parts(w), date(w, "until"), case(w)),
    "disputes.list": lambda c, w: c.disputes().list(case(w)),
    "disputes.choose": lambda c, w: c.disputes().choose(w["conflict"], opstap.Reading[w["reading"].upper()], case(w)),
    "disputes.undo": lambda c, w: c.disputes().undo(w["conflict"], case(w)),
    "history.things": lambda c, w: c.history().things(case(w)),
    "history.page": lambda c, w: c.history().page(w["thing"], case(w)),
    "history.undo": lambda c, w: c.history().undo(w["thing"], w["change"], case(w)),
    "caseload.page": lambda c, w: c.caseload().page(
        opstap.CaseFilter(search=w.get("search"), only_attention=w.get("onlyAttention", False)), w.get("after")),
    "caseload.visits": lambda c, w: c.caseload().visits(date(w, "date")),
    "caseload.examples": lambda c, w: c.caseload().examples(w.get("search"), case(w)),
}


def moment(step: Dict[str, Any]) -> Optional[datetime.datetime]:
    return datetime.datetime.fromisoformat(step["now"]) if "now" in step else None


async def play(scenario: Dict[str, Any]) -> None:
    clock = moment(scenario)
    town = Town(clock)
    devices: Dict[str, Device] = {}
    known: Dict[str, Any] = dict(town.first)
    try:
        for number, written in enumerate(scenario["steps"], 1):
            place = f"{scenario['name']}, step {number}: {json.dumps(written, ensure_ascii=False)}"
            step = filled(written, known)
            clock = moment(step) or clock
            if "now" in step:
                assert clock
                town.tell(f"now {millis(clock)}")
                for device in devices.values():
                    assert device.clock
                    device.clock.at = clock
                continue
            await judge(place, step, known, town, devices, clock)
    finally:
        for device in devices.values():
            if device.core:
                await device.core.shutdown()
            shutil.rmtree(device.folder)
        town.end()


async def judge(place: str, step: Dict[str, Any], known: Dict[str, Any], town: Town, devices: Dict[str, Device], clock: Any) -> None:
    try:
        if "town" in step:
            answer = town.tell(step["town"])
        else:
            device = devices.setdefault(step["on"], Device(clock))
            answer = tree(await device.act(step["do"], step.get("with", {}), town))
    except opstap.CoreError as error:
        said = opstap.describe(error)
        assert "fails" in step, f"{place}: failed with {said.code}"
        assert said.words, f"{place}: an error without words"
        assert said.code == step["fails"]["code"], f"{place}: {said.code}"
        if "field" in step["fails"]:
            assert error.field == step["fails"]["field"], place
        return
    assert "fails" not in step, f"{place}: should have failed, and answered {answer}"
    for path, wanted in step.get("expect", {}).items():
        assert fits(at(answer, path), wanted), f"{place}\n  at {path!r} stands {at(answer, path)!r}\n  in {answer}"
    for name, path in step.get("save", {}).items():
        known[name] = at(answer, path)


def run(scenario: Path) -> None:
    asyncio.run(play(json.loads(scenario.read_text(encoding="utf-8"))))
