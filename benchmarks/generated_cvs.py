"""Invented CVs of many shapes: `generate(number)` returns the cv.yaml of one of them, always the same text.

Each has a variant `fitted` with `fit` and a page limit. Persons, employers, schools and publications are combined from
word lists. The words are picked with `random.random` only, whose sequence for a seed is the same in all versions of
Python.

Usage: python benchmarks/generated_cvs.py NUMBER > cv.yaml
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import yaml

T = TypeVar("T")
Map = dict[str, Any]

COUNT = 72
VARIANT = "fitted"
FONTS = ("charter", "EB Garamond", "Source Sans 3", "Gentium Book Plus", "Lato", "Open Sans")
"""Of cvpdf and of its extra `fonts`."""
CHINESE = frozenset({3, 10, 17, 24, 31, 37, 45, 51, 59, 70})
MIXED = frozenset({4, 11, 26, 38, 53, 66})
"""CVs with Greek, Cyrillic, kana and Hangul."""
ONE_LINE_TOO_MUCH = {9: 46, 33: 43, 56: 48}
"""CVs with so many lines that all but the last one fit on a page at the default layout."""


@dataclass(frozen=True)
class Words:
    """The words of one script."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    places: tuple[str, ...]
    firms: tuple[str, ...]
    schools: tuple[str, ...]
    verbs: tuple[str, ...]
    things: tuple[str, ...]
    ends: tuple[str, ...]
    """Further parts of a sentence, which follow a comma."""
    topics: tuple[str, ...]
    full_stop: str = "."
    glue: str = " "
    comma: str = ", "


ENGLISH = Words(
    given=("Ada", "Brenda", "Colin", "Dorothy", "Edmund", "Fiona", "Gordon", "Hester", "Ivor", "Judith", "Kenneth"),
    family=("Marlowick", "Fenwright", "Ashgrovel", "Tollerby", "Quillstone", "Harrowden", "Pettifold", "Wexcombe"),
    places=("Southmark", "Port Reverie", "Lower Wendle", "Ashby Cross", "New Harrow", "Remote", "Kingsfold, UK"),
    firms=("Brightwater Systems", "Meridian & Sons", "Copperline Ltd.", "Northfold Robotics", "Tessel Data", "Oakmere"),
    schools=("University of Southmark", "Wendle Institute of Technology", "Harrow Polytechnic", "Fenwright College"),
    verbs=("Built", "Designed", "Led", "Rewrote", "Measured", "Maintained", "Introduced", "Automated", "Negotiated"),
    things=(
        "the billing pipeline",
        "a test bench for pumps",
        "the nightly build of 40 services",
        "training for new colleagues",
        "a compiler for query plans",
        "the migration to **typed** interfaces",
        "an open-source library, `gridfit`,",
        "a budget of $1.2 M",
        "the data model of R&D",
        "the team's on-call rota",
    ),
    ends=(
        "which cut the running time by 35 %",
        "used by more than 200 engineers at five sites",
        "with a team of four and no extra budget",
        "so that releases went from monthly to daily",
        "after interviews with every group concerned",
        "and documented it in a handbook of 60 pages",
        "in close work with the safety board",
        "which has run without an outage since then",
        "and passed it on to the operations group",
        "despite a halved schedule",
        "as described in [a public report](https://reports.example/2021/summary)",
    ),
    topics=("Sparse Solvers", "Tidal Models", "Query Planning", "Robot Grasping", "Type Inference", "Fair Scheduling"),
)

ACCENTED = Words(
    given=("Łucja", "Jiří", "Søren", "Zoë", "François", "Ñuria", "Gülşen", "Ştefan", "Márta", "Björn", "Inês"),
    family=("Żółćińska", "Vymyšlený", "Ærøgård", "Dubœuf", "Peñalosa", "Örneközü", "Şoimescu", "Kitalálfy", "Größle"),
    places=("Łódź", "Großenwörth", "Besançon", "Târgu Şoimuş", "Ærøsund", "Logroño", "São Falso", "Pécsvölgy"),
    firms=("Žižkov & syn", "Großenwörth Gerätebau", "Société Île-Verte", "Ærø Data", "Ćwiczenia Łódź", "Peñón S. A."),
    schools=(
        "Fiktivní univerzita v Úvalech",
        "Universität Großenwörth",
        "École fictive de Besançon",
        "Ærøsund Højskole",
    ),
    verbs=("Entwarf", "Développa", "Navrhl", "Zbudowała", "Diseñó", "Ledet", "Geliştirdi", "Prüfte", "Írta"),
    things=(
        "ein Verfahren für größere Prüfstände",
        "l’outil d’évaluation des élèves",
        "příručku pro řízení provozu",
        "zespół dziesięciu inżynierów",
        "la migración del año 2019",
        "kölcsönös ellenőrzés rendszerét",
        "ölçüm düzeneğini",
    ),
    ends=(
        "wodurch die Ausfälle um 35 % zurückgingen",
        "utilisé dans plus de vingt écoles",
        "což zkrátilo dobu výpočtu o třetinu",
        "z budżetem 1,2 mln zł",
        "con un equipo de cinco años de experiencia",
        "som blev brugt på tværs af øerne",
        "és 60 oldalas kézikönyvet írt hozzá",
    ),
    topics=("Überlagerungen", "Řídké soustavy", "Marées côtières", "Łańcuchy", "Señales débiles", "Ölçümler"),
)

CHINESE_WORDS = Words(
    given=("子明", "小文", "佳", "思远", "若兰", "天宇"),
    family=("林", "周", "陈", "何", "吴", "郑"),
    places=("北京", "上海", "杭州", "成都"),
    firms=("示例科技", "明日数据", "东方样本研究院", "云山软件"),
    schools=("示例大学", "东海理工学院", "南方样本大学"),
    verbs=("设计了", "主持了", "开发了", "改进了", "发表了", "负责"),
    things=("大规模训练系统", "分布式数据平台", "开放源代码工具", "图像分析方法", "新员工培训", "质量检查流程"),
    ends=(
        "运行时间减少了百分之三十五",
        "在五个城市使用",
        "带领四人团队完成",
        "从每月发布改为每日发布",
        "写出六十页的说明",
        "与安全部门合作",
    ),
    topics=("并行计算", "稀疏矩阵", "机器学习", "数据管理"),
    full_stop="。",
    glue="",
    comma="，",
)

MIXED_WORDS = Words(
    given=("Ελένη", "Иван", "花子", "예지", "Νίκος", "Ольга"),
    family=("Παραδειγματίδου", "Примеров", "山田", "김", "Τυχαίου", "Образцова"),
    places=("Λευκή Ακτή", "Примерск", "京都", "서울"),
    firms=("Φανταστική Α.Ε.", "ООО Пример", "株式会社れいじ", "예시전자"),
    schools=("Πανεπιστήμιο Νέας Παραδειγματίας", "Примерный университет", "東京例示大学", "예시대학교"),
    verbs=("Σχεδίασε", "Разработала", "Κατασκεύασε", "Проверил"),
    things=(
        "το σύστημα μετρήσεων",
        "систему проверки данных",
        "テストの自動化",
        "데이터 분석 도구",
        "new kana tables ひらがな",
    ),
    ends=(
        "που χρησιμοποιούν 40 ομάδες",
        "что сократило время на 35 %",
        "チームで完成",
        "다섯 도시에서 사용",
        "with a handbook of 60 pages",
    ),
    topics=("Παράλληλα συστήματα", "Разрежённые матрицы", "ロボット工学", "기계 학습"),
)


class Dice:
    """Picks that are the same for the same seed on every Python."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed).random

    def pick(self, choices: Sequence[T]) -> T:
        return choices[int(self._random() * len(choices))]

    def between(self, low: int, high: int) -> int:
        return low + int(self._random() * (high - low + 1))

    def chance(self, part: float) -> bool:
        return self._random() < part

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        """Return so many different ones, in any order."""
        rest = list(choices)
        return [rest.pop(int(self._random() * len(rest))) for _ in range(min(count, len(rest)))]


class Writer:
    """Writes one CV."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.dice = Dice(f"cvpdf {number}")
        self.font = FONTS[(number + number // 6) % 6]
        self.words = [ENGLISH]
        if number in CHINESE:
            self.words = [ENGLISH, CHINESE_WORDS, CHINESE_WORDS]
        elif number in MIXED:
            self.words = [ENGLISH, MIXED_WORDS, ACCENTED]
        elif number % 3 == 1:
            self.words = [ENGLISH, ACCENTED, ACCENTED]
        self.size = 1 + round(79 * ((number * 29) % COUNT) / (COUNT - 1))
        self.wordiness = (0, 1, 2)[number // 2 % 3]
        self.pages = 2 if number % 8 == 3 else 3 if number % 8 == 6 else 1
        self.fields = self.dice.chance(0.6)
        self.marks = number % 4 != 1
        self.pins = 0
        self.ids = 0
        self.known_ids: list[str] = []
        self.sentences: set[str] = set()
        self.works: list[Map] = []
        words = self.words[-1]
        self.me = self.person(ENGLISH) if words is CHINESE_WORDS else self.person(words)
        self.year = 2025.5

    # ------------------------------------------------------------------------------------------------------- words
    def vocabulary(self) -> Words:
        return self.dice.pick(self.words)

    def person(self, words: Words | None = None) -> str:
        words = words or self.vocabulary()
        given, family = self.dice.pick(words.given), self.dice.pick(words.family)
        return family + given if words is CHINESE_WORDS else f"{given} {family}"

    def topic(self) -> str:
        words = self.vocabulary()
        first, second = self.dice.some(words.topics, 2)
        joint = {"。": "与"}.get(words.full_stop, " & ")
        return f"{first}{joint}{second}"

    def sentence(self, parts: int) -> str:
        """Return a sentence with so many parts behind its first one."""
        words = self.vocabulary()
        sentence = words.verbs[0]
        for _ in range(9):
            first = f"{self.dice.pick(words.verbs)}{words.glue}{self.dice.pick(words.things)}".rstrip(",")
            sentence = words.comma.join([first, *self.dice.some(words.ends, parts)]) + words.full_stop
            if sentence not in self.sentences:
                break
        self.sentences.add(sentence)
        return sentence

    def prose(self) -> str:
        """Return the text of a bullet: from three words to five lines, as the CV's wordiness goes."""
        dice = self.dice
        if self.wordiness == 0:
            return self.sentence(0) if dice.chance(0.6) else self.sentence(1)
        if self.wordiness == 1:
            return self.sentence(dice.between(0, 3))
        return " ".join(self.sentence(dice.between(2, 4)) for _ in range(dice.between(1, 3)))

    # ------------------------------------------------------------------------------------------------------- marks
    def marked(self, item: Map, previous: bool, pin: float = 0.02) -> Map:
        """Give some items a priority, a weight, a pin, a name or a partner. ``previous``: one stands before it."""
        dice = self.dice
        if not self.marks:
            return item
        if dice.chance(0.6):
            item["priority"] = dice.between(1, 5)
        if dice.chance(0.08):
            item["weight"] = dice.pick((0.5, 1.5, 2, 3))
        if dice.chance(pin) and self.pins < 3:
            self.pins += 1
            item["pin"] = True
        elif previous and dice.chance(0.07):
            item["keep_with"] = "previous"
        elif self.known_ids and dice.chance(0.02):
            item["keep_with"] = dice.pick(self.known_ids)
        elif dice.chance(0.04):
            if "key" not in item:
                self.ids += 1
                item["id"] = f"item-{self.ids}"
            self.known_ids.append(item.get("key") or item["id"])
        return item

    def bullets(self, most: int) -> list[Any]:
        found: list[Any] = []
        for place in range(self.dice.between(0, most)):
            bullet = self.marked({"text": self.prose()}, place > 0)
            found.append(bullet["text"] if len(bullet) == 1 else bullet)
        return found

    def bounded(self, item: Map, children: Sequence[Any]) -> Map:
        """Say of a few how many of its children there are to be."""
        if not self.marks or len(children) < 3 or not self.dice.chance(0.12):
            return item
        pinned = sum(isinstance(child, dict) and bool(child.get("pin")) for child in children)
        if self.dice.chance(0.5):
            item["min"] = self.dice.between(1, 2)
        else:
            item["max"] = max(pinned, len(children) - self.dice.between(1, 2))
        return item

    def period(self) -> Map:
        """Return a period; each is a little earlier than the one before."""
        length = self.dice.pick((0.5, 1.0, 1.5, 2.0))
        end = max(1972.0, self.year)
        self.year = end - length / 4
        begin = end - length
        if self.dice.chance(0.2):
            return {"date": int(end)}
        going_on = end > 2025 and self.dice.chance(0.5)
        return {"start_date": _month(begin), "end_date": "present" if going_on else _month(end)}

    # ----------------------------------------------------------------------------------------------------- entries
    def entry(self, kind: str, place: int) -> Map:
        dice, words = self.dice, self.vocabulary()
        made: Map = {}
        most = (4, 5, 4)[self.wordiness]
        match kind:
            case "experience":
                made["company"] = dice.pick(words.firms)
                if dice.chance(0.2):
                    made["roles"] = [self.role(number) for number in range(dice.between(2, 4))]
                    return self.marked(self.bounded(made, made["roles"]), place > 0)
                made |= {"position": dice.pick(("Engineer", "Senior Engineer", "Project Lead", "Analyst", "Trainee"))}
                if self.fields:
                    made |= {"team": self.topic(), "location": dice.pick(words.places)}
            case "education":
                made |= {"institution": dice.pick(words.schools), "degree": dice.pick(("Ph.D.", "M.Sc.", "B.A."))}
                made["area"] = self.topic()
                if self.fields:
                    made |= {"department": f"Department of {dice.pick(ENGLISH.topics)}", "grade": "1.3 (with honours)"}
                    made |= {"advisors": [self.person(), self.person()], "thesis": self.topic()}
                    made["courses"] = dice.some(ENGLISH.topics, dice.between(2, 5))
                most = 2
            case "projects":
                made |= {"name": self.topic(), "role": dice.pick(("Author", "Maintainer", "Contributor"))}
                if self.works and dice.chance(0.5):
                    made["publications"] = [dice.pick(self.works)["key"]]
                if self.fields and dice.chance(0.5):
                    made["advisors"] = [self.person()]
                if dice.chance(0.3):
                    made["url"] = f"https://projects.example/{dice.between(1, 999)}"
            case "awards":
                made |= {"title": f"Prize for {self.topic()}", "awarder": dice.pick(words.firms)}
                most = dice.pick((0, 0, 1))
            case "talks":
                made |= {"title": self.topic(), "event": f"Symposium at {dice.pick(words.schools)}"}
                most = dice.pick((0, 0, 1))
            case "teaching":
                made |= {"course": self.topic(), "institution": dice.pick(words.schools), "role": "Lecturer"}
                most = dice.pick((0, 1, 2))
            case "volunteering":
                made |= {"organization": dice.pick(words.firms), "position": "Helper"}
                most = 2
        if kind in ("awards", "talks"):
            self.year -= 0.4
            made["date"] = _month(self.year)
        else:
            made |= self.period()
        if dice.chance(0.25):
            made["summary"] = self.sentence(dice.between(0, 3))
        bullets = self.bullets(most)
        if bullets:
            made["highlights"] = bullets
        if self.marks and self.pages > 1 and dice.chance(0.05):
            made["page_break"] = "allow"
        return self.marked(self.bounded(made, bullets), place > 0)

    def role(self, place: int) -> Map:
        made: Map = {"position": self.dice.pick(("Director", "Head of Group", "Manager", "Assistant"))}
        made |= {"team": self.topic()} if self.fields else {}
        made |= self.period()
        bullets = self.bullets(3)
        if bullets:
            made["highlights"] = bullets
        return self.marked(self.bounded(made, bullets), place > 0)

    def line(self, kind: str, place: int) -> Map:
        """Return an entry of one of the lists of lines."""
        made: Map
        if kind == "languages":
            names = ("English", "Français", "Deutsch", "Español", "Italiano", "Nederlands", "Dansk", "Svenska")
            made = {"language": names[place % len(names)], "fluency": self.dice.pick(("native", "C1", "B2", "A2"))}
        else:
            labels = ("Methods", "Tools", "Languages", "Formats", "Platforms", "Instruments", "Standards", "Practice")
            words = [topic for words in self.words for topic in words.topics] + ["C++", "C#", "R", "LaTeX", "SQL", "Go"]
            made = {"label": labels[place % len(labels)], "keywords": self.dice.some(words, self.dice.between(2, 9))}
        return self.marked(made, place > 0)

    def work(self, place: int) -> Map:
        dice = self.dice
        authors = [self.person() for _ in range(dice.between(0, 9))]
        authors = list(dict.fromkeys(name for name in authors if name != self.me))
        authors.insert(dice.between(0, len(authors)), self.me)
        authors = [name + dice.pick(("", "", "", "*", "†", "*†")) for name in authors]
        year = 2025 - place // 2
        made: Map = {"key": f"work-{place + 1}", "title": f"{self.topic()}: {self.topic()}", "authors": authors}
        made["date"] = year
        if dice.chance(0.3) and year > 2014:
            made |= {"status": "preprint", "arxiv": f"{year % 100:02}01.{10000 + place}"}
        else:
            made["venue"] = f"Proceedings of the {year - 1990}th Conference on {dice.pick(ENGLISH.topics)}"
            made["venue_short"] = f"CONF ’{year % 100:02}"
        if dice.chance(0.3):
            made["doi"] = f"10.5555/invented.{year}.{place}"
        if dice.chance(0.15):
            made["note"] = dice.pick(("Best paper award.", "Under review.", "With a public data set of *40 TB*."))
        return self.marked(made, False)

    # ------------------------------------------------------------------------------------------------------ the CV
    def sections(self) -> list[Map]:
        kinds = ["experience", "education", "projects", "publications", "awards", "skills", "languages"]
        kinds += ["talks", "teaching", "volunteering"]
        count = 1 if self.size == 1 else min(self.size, self.dice.between(2, 8), 2 + self.size // 3)
        chosen = self.dice.some(kinds, count)
        shares = dict.fromkeys(chosen, 1)
        most = {"languages": 7, "skills": 8, "education": 6}
        for _ in range(self.size - len(chosen)):
            wanted = [kind for kind in chosen if shares[kind] < most.get(kind, COUNT)]
            shares[self.dice.pick(wanted or chosen)] += 1
        self.works = [self.work(place) for place in range(shares.get("publications", 0))]
        found = [self.section(kind, share) for kind, share in shares.items()]
        if self.dice.chance(0.35) and self.size > 1:
            text: Map = {"kind": "text", "title": "Interests", "text": "\n\n".join(self.texts())}
            found.insert(self.dice.between(0, len(found)), text)
        for section in found:
            if self.marks:
                self.mark_section(section)
        return found

    def texts(self) -> list[str]:
        return [self.sentence(self.dice.between(1, 4)) for _ in range(self.dice.between(1, 3))]

    def section(self, kind: str, share: int) -> Map:
        made: Map = {"kind": kind, "title": kind.capitalize()}
        if kind == "publications":
            if self.dice.chance(0.7):
                made["group_by"] = self.dice.pick(("status", "year"))
            return made | {"numbered": self.dice.chance(0.5)}
        self.year = 2025.5
        write = self.line if kind in ("skills", "languages") else self.entry
        return made | {"entries": [write(kind, place) for place in range(share)]}

    def mark_section(self, section: Map) -> None:
        dice = self.dice
        entries = section.get("entries") or (self.works if section["kind"] == "publications" else [])
        if dice.chance(0.3):
            section["priority"] = dice.between(1, 5)
        if dice.chance(0.1):
            section["weight"] = dice.pick((0.5, 2))
        if dice.chance(0.06):
            section["pin"] = True
        if len(entries) >= 4:
            pinned = sum(bool(entry.get("pin")) for entry in entries)
            if dice.chance(0.12):
                section["min"] = 2
            elif dice.chance(0.12):
                section["max"] = max(3, pinned, len(entries) * 2 // 3)

    def basics(self) -> Map:
        dice, words = self.dice, self.words[-1]
        made: Map = {"name": self.me, "email": f"cv{self.number}@people.example"}
        if words is CHINESE_WORDS:
            made["native_name"] = self.person(words)
        if dice.chance(0.6):
            made["headline"] = f"{dice.pick(('Engineer', 'Researcher', 'Consultant'))} for {dice.pick(ENGLISH.topics)}"
        if dice.chance(0.4):
            made["affiliations"] = dice.some(words.schools, dice.between(1, 2))
        if dice.chance(0.6):
            made |= {"location": dice.pick(words.places), "phone": "+1 212 555 0134"}
        if dice.chance(0.4):
            made |= {"url": f"https://cv{self.number}.example/", "orcid": "0000-0002-1825-0097"}
        if dice.chance(0.4):
            made["profiles"] = [{"network": "GitHub", "username": f"cv{self.number}-example"}]
        if dice.chance(0.4):
            made["summary"] = " ".join(self.sentence(2) for _ in range(dice.between(1, 3)))
        return made

    def design(self) -> Map:
        dice, number = self.dice, self.number
        margins: Any = dice.pick(("12mm", "15mm", "18mm", "20mm", "0.8in"))
        if dice.chance(0.4):
            sides = ("top", "bottom", "left", "right")
            margins = {side: dice.pick(("12mm", "16mm", "20mm", "2.4cm")) for side in sides}
        return {
            "paper": "letter" if number % 7 in (1, 3, 5) else "a4",
            "font": self.font,
            "font_size": dice.pick((9, 9.5, 10, 10, 10.5)),
            "line_spacing": dice.pick((0.92, 0.95, 1, 1)),
            "spacing": dice.pick((0.7, 0.8, 1, 1)),
            "margins": margins,
            "entry_heads": ("stacked", "inline")[number // 3 % 2],
        }

    def fit(self) -> Any:
        number = self.number
        if number % 5 == 0:
            return True
        made: Map = {}
        if number % 5 in (1, 2, 3):
            made["font_size"] = [9, 10.5]
        if number % 5 in (1, 2, 4):
            made["line_spacing"] = [0.92, 1]
        if number % 5 in (1, 3, 4):
            made["spacing"] = [0.6, 1.2]
        return made | {"prefer": "legibility" if number % 4 == 2 else "content"}

    def cv(self) -> Map:
        if self.number in ONE_LINE_TOO_MUCH:
            return self.lines(ONE_LINE_TOO_MUCH[self.number])
        sections = self.sections()
        variant: Map = {"extends": "full", "max_pages": self.pages, "fit": self.fit()}
        if self.pages == 1 and self.number % 2:
            variant["extends"] = "onepage"
        made: Map = {"basics": self.basics(), "sections": sections}
        if self.works:
            made["publications"] = self.works
        return made | {"variants": {VARIANT: variant}, "design": self.design()}

    def lines(self, count: int) -> Map:
        """Return a CV of lines of equal worth, the last of which finds no room."""
        entries = [{"label": f"Method {n + 1:02}", "keywords": self.dice.some(ENGLISH.topics, 3)} for n in range(count)]
        fit = {"font_size": [10, 10], "line_spacing": [1, 1], "spacing": [1, 1]} if self.number % 2 else True
        return {
            "basics": {"name": self.me, "email": f"cv{self.number}@people.example"},
            "sections": [{"kind": "skills", "title": "Skills", "entries": entries}],
            "variants": {VARIANT: {"extends": "full", "max_pages": 1, "fit": fit}},
            "design": {"paper": "letter" if self.number == 33 else "a4", "font": FONTS[self.number % 6]},
        }


def _month(year: float) -> str:
    return f"{int(year)}-{int(year % 1 * 12) + 1:02}"


def generate(number: int) -> str:
    """Return the cv.yaml of the CV with this number, from 1 to `COUNT`."""
    return yaml.safe_dump(Writer(number).cv(), allow_unicode=True, sort_keys=False, width=110)


def pages(number: int) -> int:
    """Return how many pages its variant may have."""
    return 1 if number in ONE_LINE_TOO_MUCH else Writer(number).pages


if __name__ == "__main__":
    sys.stdout.write(generate(int(sys.argv[1])))
