"""The Lambda function: one Chalice app, assembled from its blueprints."""

from chalicelib.routes import (
    bookings,
    health,
    offices,
    openapi,
    report,
    staff,
    staff_bookings,
    staff_days,
    staff_desk,
    survey,
    tickets,
)
from chalicelib.routes.application import NatRakApp

app = NatRakApp(app_name="natrak")
app.register_blueprint(health.routes)
app.register_blueprint(openapi.routes)
app.register_blueprint(offices.routes)
app.register_blueprint(bookings.routes)
app.register_blueprint(tickets.routes)
app.register_blueprint(staff.routes)
app.register_blueprint(staff_desk.routes)
app.register_blueprint(staff_bookings.routes)
app.register_blueprint(staff_days.routes)
app.register_blueprint(survey.routes)
app.register_blueprint(report.routes)
