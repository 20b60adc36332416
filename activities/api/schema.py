"""What the API says about itself: the OpenAPI document, with every parameter and every refusal."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.openapi import AutoSchema as SpectacularSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from activities.faces import FaceSerializer
from activities.filters import Parameter

PROBLEM = "application/problem+json"


class FaultSerializer(serializers.Serializer[Any]):
    """One parameter that cannot be answered."""

    name = serializers.CharField(help_text="The parameter.")
    value = serializers.CharField(allow_null=True)
    detail = serializers.CharField()
    did_you_mean = serializers.CharField(allow_null=True)


class ProblemSerializer(serializers.Serializer[Any]):
    """What went wrong (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    instance = serializers.CharField()
    errors = FaultSerializer(many=True, required=False)  # type: ignore[assignment]


class FacetValueSerializer(serializers.Serializer[Any]):
    """A value of a parameter, and how many records there are with it as the only one."""

    value = serializers.CharField(help_text="As the parameter takes it.")
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()


def refusal(words: str) -> OpenApiResponse:
    """A problem document."""
    return OpenApiResponse(ProblemSerializer, words)


REFUSALS: dict[Any, OpenApiResponse] = {
    (400, PROBLEM): refusal("A parameter is unknown or cannot be answered; `errors` names it."),
    (406, PROBLEM): refusal("There is no such format."),
    (429, PROBLEM): refusal("Too many requests; `Retry-After` says when to come again."),
    (503, PROBLEM): refusal("The catalogue cannot answer just now; `Retry-After` says when to come again."),
}
REFUSALS_OF_RECORDS: dict[Any, OpenApiResponse] = {
    301: OpenApiResponse(description="Renamed or merged: `Location` is where the record is now."),
    (404, PROBLEM): refusal("Nothing is published at this address."),
    (410, PROBLEM): refusal("Withdrawn; `detail` is the reason."),
}
JSON = "application/json"
OTHER_JSON = {"type": "object", "description": "With `format=popolo`, as popoloproject.com describes it."}
UNCHANGED = OpenApiResponse(description="Nothing has changed since the `ETag` given in `If-None-Match`.")


def shape(media_type: str) -> dict[str, Any]:
    """What a document in another format is, as far as JSON Schema can say."""
    return {"type": "object" if media_type.endswith("+json") else "string"}


def listed(row: serializers.BaseSerializer[Any], name: str) -> serializers.Serializer[Any]:
    """The envelope of a list of these rows."""
    fields: dict[str, Any] = {
        "count": serializers.IntegerField(),
        "next": serializers.URLField(allow_null=True),
        "previous": serializers.URLField(allow_null=True),
        "results": row,
        "facets": serializers.DictField(
            child=FacetValueSerializer(many=True),
            required=False,
            help_text="If asked for: by parameter the counts of its values, most first; `meta.facets_cut` names "
            "parameters with more values than are shown.",
        ),
        "meta": serializers.DictField(help_text="How the question was understood."),
    }
    return inline_serializer(f"{name}List", fields)


def documented(name: str, parameter: Parameter) -> OpenApiParameter:
    """A parameter as OpenAPI has it; several values are joined by commas."""
    schema = dict(parameter.schema)
    if not parameter.many:
        return OpenApiParameter(name, schema, description=parameter.help)
    return OpenApiParameter(
        name, {"type": "array", "items": schema}, description=parameter.help, style="form", explode=False
    )


class AutoSchema(SpectacularSchema):
    """An operation as its view describes it: `parameters()`, `answer()` and whether it is of one record."""

    view: Any

    def get_override_parameters(self) -> list[Any]:
        known: Mapping[str, Parameter] = self.view.parameters()
        return [documented(name, parameter) for name, parameter in known.items()]

    def get_response_serializers(self) -> Any:
        of_record = REFUSALS_OF_RECORDS if self.view.is_of_record() else {}
        return {**self.documents(), 304: UNCHANGED, **of_record, **REFUSALS}

    def documents(self) -> dict[Any, Any]:
        """The answer in each of its formats."""
        answer: Any = self.view.answer()
        others = [made for one in self.view.get_renderers() if (made := getattr(one, "made", None))]
        if any(made.media_type == JSON for made in others):
            whole = self.resolve_serializer(answer, "response")
            answer = {"anyOf": [whole.ref, OTHER_JSON]}
        shapes: dict[Any, Any] = {(200, made.media_type): shape(made.media_type) for made in others}
        return shapes | {(200, JSON): answer}

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False

    def _postprocess_serializer_schema(self, schema: Any, serializer: Any, direction: Any) -> Any:
        """Promise no field of a face for certain: `fields` may leave out any."""
        schema = super()._postprocess_serializer_schema(schema, serializer, direction)  # type: ignore[no-untyped-call]
        if isinstance(serializer, FaceSerializer):
            schema.pop("required", None)
        return schema

    def get_operation_id(self) -> str:
        return f"{self.view.basename}_{self.view.action}"

    def get_tags(self) -> list[str]:
        return [self.view.basename]
