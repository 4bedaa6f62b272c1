"""The people who hold the phones."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sandbox.shapes import Json


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a Telegram account; `title` is only shown on the chat page."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "es"
    title: str = ""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    def user(self) -> Json:
        """Return the Bot API's User."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.last_name:
            user["last_name"] = self.last_name
        if self.username:
            user["username"] = self.username
        user["language_code"] = self.language_code
        return user

    def chat(self) -> Json:
        """Return the Bot API's private Chat."""
        chat: Json = {"id": self.id, "first_name": self.first_name}
        if self.last_name:
            chat["last_name"] = self.last_name
        if self.username:
            chat["username"] = self.username
        chat["type"] = "private"
        return chat

    def record(self) -> Json:
        """Return the person as the control interface shows one."""
        return {**asdict(self), "name": self.name}


# Who is there when the sandbox runs alone: one of each kind the product is made for.
NEWCOMERS = (
    Person(1001, "María", "López", "maria_lopez", "es", "Delegate of Guatemala"),
    Person(1002, "Andrew", "Clarke", "aclarke", "en", "Focal point, CIM"),
    Person(1003, "Rosa", "Ferreira", "", "pt", "Diaspora network"),
    Person(1004, "Hélène", "Baptiste", "hbaptiste", "fr", "Secretariat"),
    Person(1005, "Carlos", "Méndez", "cmendez", "es", "Chair of the working group"),
)
