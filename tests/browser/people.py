"""Signing in as a person would."""

PASSPHRASE = "lamps-locks-and-light"


def give_passphrase(*people):
    """Let these people sign in with PASSPHRASE."""
    for person in people:
        person.set_password(PASSPHRASE)
        person.save()


def sign_in(page, person):
    """Through the sign-in page, by label."""
    page.goto("/sign-in/")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSPHRASE)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    return page


def press(page, words):
    """Follow the link, or push the button, that bears these words in the page's main part."""
    main = page.get_by_role("main")
    main.get_by_role("button", name=words).or_(main.get_by_role("link", name=words)).first.click()
