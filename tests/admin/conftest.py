"""Staff with browsers."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client


@pytest.fixture
def browse(db):
    """The browser of somebody in a group of staff: `browse("editor")`; the same name is the same account."""

    def logged_in(role, name=None):
        user, is_new = get_user_model().objects.get_or_create(username=name or role, defaults={"is_staff": True})
        if is_new:
            user.groups.add(Group.objects.get(name=role))
        client = Client()
        client.force_login(user)
        client.user = user
        return client

    return logged_in
