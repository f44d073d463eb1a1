from django.db import models


class RegisteredHow(models.TextChoices):
    AT_THE_DOOR = "at_the_door", "Online, at the door"
