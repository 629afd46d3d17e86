"""The survey after the visit, for the bearer of its token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice import Blueprint, Response

from chalicelib import wiring
from chalicelib.adapters import qr
from chalicelib.domain.text import Language, Text
from chalicelib.routes import answers, requests
from chalicelib.routes.problems import answers_refusals

if TYPE_CHECKING:
    from chalicelib.usecases.survey import OpenSurvey

routes = Blueprint(__name__)

THANKS = Text(
    th="บันทึกคำตอบแล้ว ขอบคุณที่ช่วยให้บริการดีขึ้น",
    en="Your answers are saved. Thank you for helping to make the service better.",
)


@routes.route("/survey")
@answers_refusals
def show_survey() -> Response:
    """The questions, and whether they have been answered. Opening uses nothing up."""
    opened = wiring.services().surveys.open(requests.bearer(routes.current_request))
    return answers.json_(_payload(opened))


@routes.route("/survey", methods=["POST"])
@answers_refusals
def answer_survey() -> Response:
    """201 once for each token; afterwards 409."""
    from chalicelib.routes import survey_schema

    request = routes.current_request
    surveys, token = wiring.services().surveys, requests.bearer(request)
    surveys.must_be_good(token)
    levels, comment = survey_schema.survey_answer(requests.json_body(request))
    surveys.answer(token, levels, comment)
    return answers.json_({"status": "answered", "message": THANKS.as_json()}, status=201)


@routes.route("/survey/qr.svg")
@answers_refusals
def show_survey_qr() -> Response:
    """The way to the survey as a picture, to be held before a couple's phone at the counter."""
    request = routes.current_request
    services, token = wiring.services(), requests.bearer(request)
    services.surveys.must_be_good(token)
    language: Language = "en" if requests.query(request, "language") == "en" else "th"
    headers = answers.NO_STORE | {"Content-Security-Policy": "default-src 'none'"}
    picture = qr.link_svg(services.links.survey_address(token, language))
    return answers.body(picture, "image/svg+xml", headers=headers)


def _payload(opened: OpenSurvey) -> dict[str, object]:
    asked = opened.questionnaire
    return {
        "office": opened.granted.office_id,
        "month": str(opened.granted.month),
        "answered": opened.answered,
        "questions": [
            {"id": each.id, "topic": each.topic, "text": each.text.as_json()}
            for each in asked.questions
        ],
        "levels": [
            {"value": value, "text": words.as_json()} for value, words in asked.levels.items()
        ],
        "not_applicable": asked.not_applicable.as_json(),
    }
