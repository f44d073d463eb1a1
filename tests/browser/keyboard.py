"""Hands that hold no mouse: Tab, Enter, Space, the arrows inside a group of choices, and typing."""

MOST_TABS = 150
PATIENCE_MS = 60_000  # a paper is drawn while an update is issued
HERE = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return { words: "", name: "", kind: "", group: [], seen: true };
  const words = (one) => (one.labels?.[0]?.innerText || one.getAttribute("aria-label") || one.innerText || one.value || "").replace(/\\s+/g, " ").trim();
  const box = at.getBoundingClientRect();
  const group = at.type === "radio" ? [...document.getElementsByName(at.name)].map(words) : [];
  const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return { words: words(at), name: at.name || "", kind: at.type || at.tagName, group, seen };
}"""


class Keyboard:
    """A person at `page`. Whatever has the focus must be in view: `to` fails otherwise, and where nothing of the name is reached."""

    def __init__(self, page):
        self.page = page

    def here(self):
        return self.page.evaluate(HERE)

    def to(self, words="", *, name=""):
        """Tab until what bears these words, or this field, has the focus."""
        passed = []
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            at = self.here()
            assert at["seen"], f"the focus is out of view at “{at['words']}”"
            if name and at["name"] == name or words and at["words"].startswith(words):
                return self
            if any(one.startswith(words) for one in at["group"] if words):
                return self._choose(words)
            passed.append(at["words"][:30])
        raise AssertionError(f"“{words or name}” is not reached by Tab; passed: {passed}")

    def _choose(self, words):
        for _ in self.here()["group"]:
            self.page.keyboard.press("ArrowDown")
            if self.here()["words"].startswith(words):
                return self
        raise AssertionError(f"“{words}” is not chosen by the arrows")

    def press(self, words):
        """Reach a link or a button that leads to another page, and press it."""
        self.to(words)
        with self.page.expect_navigation(timeout=PATIENCE_MS):
            self.page.keyboard.press("Enter")
        return self

    def tick(self, words):
        """Reach a choice, and make it."""
        self.to(words)
        self.page.keyboard.press("Space")
        return self

    def type(self, words, text, *, name=""):
        """Reach a field, and type."""
        self.to(words, name=name)
        self.page.keyboard.type(text)
        return self
