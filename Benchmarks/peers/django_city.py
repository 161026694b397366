"""The peer in Django: the list of signals and a form that sends one, with sessions in the database and protection against forged requests."""
import os
import secrets

import django
from django.conf import settings

settings.configure(
    SECRET_KEY=secrets.token_hex(32) if "PEER_KEY" not in os.environ else os.environ["PEER_KEY"], DEBUG=False, ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, USE_TZ=True, DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
    MIDDLEWARE=["django.middleware.security.SecurityMiddleware", "django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.common.CommonMiddleware",
                "django.middleware.csrf.CsrfViewMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware", "django.middleware.clickjacking.XFrameOptionsMiddleware"],
    DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "NAME": os.environ["PEER_DATABASE"], "HOST": os.environ["PEER_HOST"], "USER": "talkoot", "CONN_MAX_AGE": None}},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [os.path.join(os.path.dirname(__file__), "django_templates")],
                "OPTIONS": {"context_processors": ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth"]}}],
)
django.setup()

from django import forms  # noqa: E402
from django.contrib.auth import login  # noqa: E402
from django.contrib.auth.decorators import login_required  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models, transaction  # noqa: E402
from django.shortcuts import redirect, render  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import timezone  # noqa: E402


class Signal(models.Model):
    code = models.CharField(max_length=20, unique=True)
    text = models.TextField()
    place = models.CharField(max_length=120)
    district = models.CharField(max_length=60)
    state = models.CharField(max_length=20)
    author = models.BigIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        app_label = "peer"
        db_table = "signal"
        managed = False


class Entry(models.Model):
    event = models.CharField(max_length=60)
    signal = models.BigIntegerField()
    person = models.BigIntegerField()
    body = models.TextField()
    at = models.DateTimeField()

    class Meta:
        app_label = "peer"
        db_table = "entry"
        managed = False


class Notice(models.Model):
    event = models.CharField(max_length=60)
    signal = models.BigIntegerField()
    state = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        app_label = "peer"
        db_table = "notice"
        managed = False


class Act(models.Model):
    id = models.CharField(max_length=64, primary_key=True)

    class Meta:
        app_label = "peer"
        db_table = "act"
        managed = False


class SignalForm(forms.Form):
    text = forms.CharField(max_length=2000)
    place = forms.CharField(max_length=120, required=False)
    act = forms.CharField(max_length=64)


@login_required(login_url="/sign-in")
def signals(request):
    rows = list(Signal.objects.filter(state="accepted").order_by("-created_at", "-id")[:51])
    count = Signal.objects.filter(state="accepted")[:1001].count()
    return render(request, "signals.html", {"rows": rows[:50], "has_more": len(rows) > 50, "count": count, "now": timezone.now()})


@login_required(login_url="/sign-in")
def new(request):
    form = SignalForm(request.POST) if request.method == "POST" else SignalForm(initial={"act": secrets.token_hex(16)})
    if request.method != "POST" or not form.is_valid():
        return render(request, "new.html", {"form": form}, status=422 if request.method == "POST" else 200)
    now = timezone.now()
    with transaction.atomic():
        Act.objects.create(id=form.cleaned_data["act"])
        made = Signal.objects.create(code="KU-" + secrets.token_hex(6), text=form.cleaned_data["text"], place=form.cleaned_data["place"], district="Kirkkola", state="sent", author=request.user.id, created_at=now)
        Entry.objects.create(event="signal.sent", signal=made.id, person=request.user.id, body=made.text, at=now)
        Notice.objects.create(event="signal.sent", signal=made.id, state="waiting", at=now)
    return redirect("/signals")


def sign_in(request):
    """Without a password: this is a measurement."""
    login(request, User.objects.get_or_create(username="matti")[0])
    return redirect("/signals")


urlpatterns = [path("signals", signals), path("signals/new", new), path("sign-in", sign_in)]
application = get_wsgi_application()

if __name__ == "__main__":
    from django.core.management import call_command
    call_command("migrate", verbosity=0)
