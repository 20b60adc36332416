"""What all filters share: reading the whole question, the order of the answer, and the parameters of every list."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from activities.filters.reading import SEVERAL, Parameter, Refused, choice, nearest, read_moment, read_words
from activities.search.lists import answering, fit

Values = dict[str, Any]


# What is refused -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Refusal:
    """A parameter that cannot be answered, why, and what may have been meant."""

    name: str
    value: str
    detail: str
    did_you_mean: str | None = None


class QuestionError(Exception):
    """A question that cannot be answered; `errors` says so parameter by parameter."""

    def __init__(self, errors: list[Refusal]) -> None:
        super().__init__(" ".join(error.detail for error in errors))
        self.errors = errors


def read_all(params: QueryDict, known: Mapping[str, Parameter], also: Collection[str] = ()) -> Values:
    """The values of all parameters given. Those in `also` are somebody else's to read.

    Raises `QuestionError` naming every parameter that is unknown, empty, given too often or not to be read.
    """
    values: Values = {}
    errors: list[Refusal] = []
    for name, texts in params.lists():
        if name in also:
            continue
        try:
            values[name] = read_one(name, texts, known, also)
        except Refused as refused:
            errors.append(Refusal(name, ",".join(texts)[:200], refused.detail, refused.did_you_mean))
    if errors:
        raise QuestionError(errors)
    return values


def read_one(name: str, texts: list[str], known: Mapping[str, Parameter], also: Collection[str]) -> Any:
    """The value of one parameter, or the list of its values where it may have several."""
    if name not in known:
        raise Refused(_("There is no such parameter here."), nearest(name, [*known, *also]))
    parameter = known[name]
    if parameter.many:
        texts = [text.strip() for one in texts for text in one.split(",")]
    if not all(texts) and name != "q":
        raise Refused(_("The value is empty."))
    if len(texts) > (SEVERAL if parameter.many else 1):
        raise Refused(_("At most %d values can be given.") % (SEVERAL if parameter.many else 1))
    values = [parameter.read(text) for text in dict.fromkeys(texts)]
    return values if parameter.many else values[0]


# In what order -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Key:
    """One thing records are sorted by, never null, and how its value is written and read back."""

    expression: Any
    descending: bool = False
    read: Callable[[Any], Any] = str

    def reversed(self) -> "Key":
        return Key(self.expression, not self.descending, self.read)


def whole_number(value: Any) -> int:
    """A whole number as it was written into a cursor."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError
    return value


TEXT = Key(F("text_key"))
ROW = Key(F("pk"), read=whole_number)
CHANGED = Key(F("updated_at"), read=dt.datetime.fromisoformat)


# How rows are read: what a queryset is to fetch of each.
Read = Callable[[QuerySet[Any]], QuerySet[Any]]


@dataclass(frozen=True)
class Order:
    """A total order: its name as a visitor asks for it, and its keys, the last one the row number."""

    name: str
    keys: tuple[Key, ...]

    def applied(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The records in this order, each with its keys as `order_0`, `order_1` and so on."""
        keys = {f"order_{index}": key for index, key in enumerate(self.keys)}
        annotated = queryset.annotate(**{name: key.expression for name, key in keys.items()})
        return annotated.order_by(*(f"-{name}" if key.descending else name for name, key in keys.items()))

    @property
    def columns(self) -> list[str]:
        """The names that `applied` gives to the keys."""
        return [f"order_{index}" for index in range(len(self.keys))]

    def keys_of(self, row: Any) -> list[Any]:
        """The values a row is sorted by."""
        return [getattr(row, name) for name in self.columns]

    def next_rows(self, queryset: QuerySet[Any], values: Sequence[Any], size: int, read: Read) -> list[Any]:
        """At most `size` rows, as `read` has them, that come after the row with these values in a queryset so ordered.

        Those equal to it in the first keys come first, however many they are, then those beyond. Each of the two
        begins at a place of an index, which no single condition of several keys would tell a database.
        """
        keys = list(zip(self.columns, self.keys, values, strict=True))
        first = max(1, len(keys) - 2)
        equal = Q(**{name: value for name, _key, value in keys[:first]})
        rows = list(read(queryset.filter(equal, after(keys[first:])))[:size])
        if len(rows) < size:
            rows += read(queryset.filter(after(keys[:first])))[: size - len(rows)]
        return rows


def after(keys: Sequence[tuple[str, Key, Any]]) -> Q:
    """The condition of coming after a row with these columns, keys and values.

    It begins with a bound on the first key alone, where an index is entered.
    """
    condition = Q()
    for name, key, value in reversed(keys):
        beyond = Q(**{f"{name}__{'lt' if key.descending else 'gt'}": value})
        condition = beyond | (Q(**{name: value}) & condition) if condition else beyond
    name, key, value = keys[0]
    return Q(**{f"{name}__{'lte' if key.descending else 'gte'}": value}) & condition


def both_ways(name: str, *keys: Key) -> dict[str, tuple[Key, ...]]:
    """The orders `name` and `-name`; a row number settles what is equal."""
    keys = (*keys, ROW)
    return {name: keys, f"-{name}": tuple(key.reversed() for key in keys)}


BY_NAME = both_ways("name", TEXT) | both_ways("updated_at", CHANGED)


# The question --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Question:
    """What was asked of one noun, understood.

    `queryset` holds the published records that answer, in the total order `order`; `meta` is what the answer
    says about itself; `values` are the parameters as read. `adds` names the columns by which the question
    itself adds to what a record shows.
    """

    noun: str
    queryset: QuerySet[Any]
    order: Order
    meta: dict[str, Any]
    values: Values
    adds: tuple[str, ...] = ()


class Filter:
    """What may be asked about one noun. Subclasses name their parameters, orders and conditions."""

    model: ClassVar[Any]
    parameters: ClassVar[Mapping[str, Parameter]] = {}
    orders: ClassVar[Mapping[str, tuple[Key, ...]]] = BY_NAME
    default_order: ClassVar[str] = "name"
    best_first: ClassVar[bool] = False  # whether words alone put the best fit first
    is_ranked: ClassVar[bool] = True  # whether a name or title tells how well a record fits words

    COMMON: ClassVar[Mapping[str, Parameter]] = {
        "q": Parameter(
            read_words,
            "Words, accents folded; names and aliases included.",
            many=False,
            schema={"type": "string"},
        ),
        "modified_since": Parameter(
            read_moment,
            "Records changed at or after this moment (ISO 8601, UTC).",
            "updated_at__gte",
            many=False,
            schema={"type": "string", "format": "date-time"},
        ),
    }

    def __init__(self, values: Values, counting: str = "") -> None:
        """`counting` names the parameter whose values are being counted: each in turn, it is as good as given."""
        self.values, self.counting = values, counting

    @classmethod
    def noun(cls) -> str:
        return str(cls.model._meta.model_name)

    @classmethod
    def known(cls) -> dict[str, Parameter]:
        """Every parameter of the noun's list."""
        ordering = choice([*cls.orders, *(["relevance"] if cls.is_ranked else [])], "The order.", many=False)
        return {**cls.COMMON, "ordering": ordering, **cls.parameters}

    def question(self) -> Question:
        """The answer to be: published records, filtered, in order."""
        order = self.order()
        queryset = order.applied(self.annotated(self.published().filter(*self.conditions())))
        return Question(self.noun(), queryset, order, self.meta(order), self.values, self.adds())

    def adds(self) -> tuple[str, ...]:
        """The columns that `annotated` adds, if they belong to what is shown."""
        return ()

    def published(self) -> Any:
        """The records the public may see."""
        manager = self.model.objects
        return manager.published() if hasattr(manager, "published") else manager.all()

    def annotated(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The records with what the question itself adds to each."""
        return queryset

    def meta(self, order: Order) -> dict[str, Any]:
        """What the answer says about itself."""
        return {"ordering": order.name}

    # Order

    def order(self) -> Order:
        """The order asked for; else the best fit first where words look at names; else the noun's own."""
        name = self.values.get("ordering") or ("relevance" if self.best_first and self.text else self.default_order)
        if name != "relevance":
            return Order(name, self.orders[name])
        if not self.text:
            raise QuestionError([Refusal("ordering", name, _("Relevance needs words: give q as well."))])
        return Order(name, (Key(self.fit(), read=whole_number), *self.orders[self.default_order]))

    @property
    def text(self) -> str:
        """The words sought, if any."""
        return str(self.values.get("q", ""))

    def fit(self) -> Any:
        """How well a record fits the words, the lower the better."""
        return fit(self.noun(), self.text)

    # Conditions

    def conditions(self) -> Iterator[Any]:
        """All conditions the question sets."""
        if self.text:
            yield self.found_by_words()
        yield from self.columns()
        yield from filter(None, (condition(self) for condition in self.CONDITIONS))

    CONDITIONS: ClassVar[tuple[Callable[[Any], Any], ...]] = ()

    def columns(self) -> Iterator[Q]:
        """The conditions of parameters that ask one column."""
        for name, parameter in self.known().items():
            if parameter.column and name in self.values:
                yield Q(**{parameter.column: self.values[name]})

    def found_by_words(self) -> Any:
        """The condition that the record is found by the words sought."""
        return answering(self.noun(), self.text, by_name=self.best_first)

    def given(self, *names: str) -> bool:
        """Whether any of these parameters is asked."""
        return any(name in self.values for name in names)

    def among(self, name: str, path: str) -> Q:
        """The condition that a row's `path` is one of the values asked, if any are."""
        return Q(**{f"{path}__in": self.values[name]}) if name in self.values else Q()


def has(rows: QuerySet[Any], owner: str, *conditions: Any) -> Exists:
    """The condition that a record has a row, linked by `owner`, under all of these conditions at once."""
    return Exists(rows.filter(*conditions, **{owner: OuterRef("pk")}))
