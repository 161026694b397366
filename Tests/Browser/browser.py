"""A window of a real browser, driven by mouse or keyboard, in the words of the site: open, act, fill, send."""
import urllib.parse

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

PATIENCE = 10


class Window:
    def __init__(self, address, width=1280, height=900, language="en", scripts=True):
        options = webdriver.ChromeOptions()
        for argument in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--force-device-scale-factor=1",
                         "--hide-scrollbars", f"--window-size={max(width, 500)},{height}", f"--lang={language}"]:
            options.add_argument(argument)
        preferences = {"intl.accept_languages": language}
        if not scripts:
            preferences["profile.managed_default_content_settings.javascript"] = 2
        options.add_experimental_option("prefs", preferences)
        options.binary_location = "/usr/bin/chromium"
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.address, self.scripts = address, scripts
        self.resize(width, height)
        self.dark(False)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()

    # Windows narrower than 500 pixels exist only by emulation.

    def resize(self, width, height=900):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def dark(self, is_dark=True):
        # Without motion a click never meets a page that is still scrolling.
        features = [{"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}, {"name": "prefers-reduced-motion", "value": "reduce"}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def picture(self, path, whole=True):
        """A picture of the page, to the end where `whole`."""
        if whole:
            size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
            width = self.driver.execute_script("return innerWidth")
            self.resize(width, min(int(size["height"]), 8000))
        self.driver.save_screenshot(str(path))
        if whole:
            self.resize(width)

    # Where we are.

    @property
    def path(self):
        parts = urllib.parse.urlsplit(self.driver.current_url)
        return parts.path + ("?" + parts.query if parts.query else "")

    @property
    def text(self):
        return self.driver.find_element(By.TAG_NAME, "main").text

    @property
    def language(self):
        return self.one("html").get_attribute("lang")

    @property
    def heading(self):
        return self.driver.find_element(By.TAG_NAME, "h1").text

    def open(self, path):
        self.driver.get(path if path.startswith("http") else self.address + path)
        self.look()
        return self

    def look(self):
        """What holds on every page that anybody comes to."""
        source = self.driver.page_source
        assert "⟦" not in source, f"{self.path} lacks words: {source[source.index('⟦'):][:60]}"
        assert len(self.all("h1")) == 1, f"{self.path} has {len(self.all('h1'))} main headings"

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        found = self.all(selector)
        assert found, f"{self.path} has no {selector}; it says: {self.text[:400]}"
        return found[0]

    def has(self, selector):
        return bool(self.all(selector))

    # Going on: every click waits for the page that it leads to.

    def click(self, element, leaves=True):
        if isinstance(element, str):
            element = self.one(element)
        self._leave(element.click) if leaves else element.click()

    def _leave(self, step):
        old = self.driver.find_element(By.TAG_NAME, "html")
        step()
        WebDriverWait(self.driver, PATIENCE, poll_frequency=0.05).until(lambda _: self._is_gone(old))
        self.wait_until(lambda: self.has("main"))
        self.look()

    @staticmethod
    def _is_gone(element):
        try:
            element.is_enabled()
            return False
        except WebDriverException:
            return True

    def wait_until(self, holds):
        return WebDriverWait(self.driver, PATIENCE, poll_frequency=0.05).until(lambda _: holds())

    # Forms.

    def fill(self, **fields):
        """Fields by name, dots as two underscores. Radios and lists take a value, boxes a bool."""
        for name, value in fields.items():
            self.fill_one(name.replace("__", "."), value)

    def fill_one(self, name, value):
        found = self.all(f'.form [name="{name}"]')
        assert found, f"{self.path} asks for no {name}"
        for folded in found[0].find_elements(By.XPATH, "ancestor::details[not(@open)]/summary"):
            folded.click()
        kind = found[0].get_attribute("type")
        if kind == "radio":
            next(box for box in found if box.get_attribute("value") == value).click()
        elif kind == "checkbox":
            if found[0].is_selected() != bool(value):
                found[0].click()
        elif found[0].tag_name == "select":
            Select(found[0]).select_by_value(value)
        elif kind in ("date", "datetime-local"):
            self.driver.execute_script("arguments[0].value = arguments[1]", found[0], value)
        else:
            found[0].clear()
            found[0].send_keys(value)

    def send(self):
        self.click(".form .form-end button.btn:not([name])")

    def value(self, name):
        return self.one(f'.form [name="{name}"]').get_attribute("value")

    def errors(self):
        """The sentences beside fields, by field."""
        return {element.get_attribute("id").removeprefix("f-").removesuffix("-error"): element.text for element in self.all(".err")}

    def act(self, name, **fields):
        """Presses the button of an act on the page of its subject, fills the form and sends it; it has to succeed."""
        self.click(f'main a[href*="/acts/{name}"]')
        self.fill(**fields)
        self.send()
        assert not self.has(".flash-bad"), f"{name} was refused: {self.one('.flash-bad').text}"
        assert "/acts/" not in self.path, f"{name} stayed at {self.path}: {self.text[:300]}"
        assert self.has(".flash"), f"after {name} nothing says that it is done"
        return self.path.split("?")[0]

    def sign_in(self, name, city="kuusila"):
        """One click on the demo page."""
        self.open(f"/{city}/demo")
        self.click(self.driver.find_element(By.XPATH, f'//li[.//h3[normalize-space()="{name}"]]//button'))
        assert self.path.startswith(f"/{city}/desk"), f"{name} came to {self.path}"

    # The keyboard alone.

    def press(self, *keys):
        webdriver.ActionChains(self.driver).send_keys(*keys).perform()

    def tab_to(self, selector, most=150, leap=False):
        """Presses Tab until the wanted control has the focus, which has to be seen all the way; `leap` looks only where it arrives."""
        if leap:
            self.press(*[Keys.TAB] * self._stops_before(selector))
        for _ in range(most):
            self.press(Keys.TAB)
            focused = self.driver.switch_to.active_element
            if self.driver.execute_script("return arguments[0].matches(arguments[1])", focused, selector):
                self._sees_focus(focused)
                return focused
        raise AssertionError(f"{self.path}: Tab never comes to {selector}")

    def _stops_before(self, selector):
        """How many presses of Tab lie before the one that comes to a control, at least: a date has several stops of its own. What is folded away is none."""
        return self.driver.execute_script("""
            const isOther = radio => radio.type === "radio" && radio !== ([...document.getElementsByName(radio.name)].find(one => one.checked) ?? document.getElementsByName(radio.name)[0]);
            const stops = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]")]
                .filter(one => !one.disabled && one.tabIndex >= 0 && one.getClientRects().length && one.checkVisibility({visibilityProperty: true}) && !isOther(one));
            return Math.max(0, stops.findIndex(one => one.matches(arguments[0])) - stops.indexOf(document.activeElement) - 1)""", selector)

    def _sees_focus(self, element):
        style = self.driver.execute_script("const s = getComputedStyle(arguments[0]); return [s.outlineStyle, parseFloat(s.outlineWidth)]", element)
        assert style[0] != "none" and style[1] >= 2, f"{self.path}: the focus is not visible"
        # The page glides to it, and stops at whole pixels. Of a long text the browser shows where one writes, not always its lower edge.
        self.wait_until(lambda: self.driver.execute_script(
            "const r = arguments[0].getBoundingClientRect(), end = arguments[0].tagName === 'TEXTAREA' ? r.top + 20 : r.bottom; return r.top >= -1 && end <= innerHeight + 1", element))

    def enter(self):
        self._leave(lambda: self.press(Keys.ENTER))

    def type_in(self, **fields):
        """Fills a form from top to bottom without a mouse. Names as in `fill`; lists, radios and boxes take a value."""
        for name, value in fields.items():
            name = name.replace("__", ".")
            element = self.tab_to(f'.form [name="{name}"]' + (f'[value="{value}"]' if self.has(f'.form [name="{name}"][type=checkbox]') else ""), leap=True)
            kind = element.get_attribute("type")
            if kind == "radio":
                values = [box.get_attribute("value") for box in self.all(f'.form [name="{name}"]')]
                self.press(Keys.SPACE, *[Keys.ARROW_DOWN] * values.index(value))
            elif kind == "checkbox":
                self.press(Keys.SPACE)
            elif element.tag_name == "select":
                values = [option.get_attribute("value") for option in Select(element).options]
                self.press(Keys.HOME, *[Keys.ARROW_DOWN] * values.index(value))
            elif kind == "date":
                year, month, day = value.split("-")
                self.press(*month, *day, *year)
            else:
                element.send_keys(Keys.CONTROL, "a")
                element.send_keys(value)
            if kind not in ("radio", "checkbox"):
                assert self.value(name).replace("\r", "") == value, f"{self.path}: {name} holds {self.value(name)} instead of {value}"

    def type_act(self, name, on="", /, **fields):
        """The same as `act`, by keyboard alone. `on` is the code of the line that it is about, where a page has several."""
        self.tab_to(f'main a[href*="/acts/{name}?on={on}"]' if on else f'main a[href*="/acts/{name}"]', leap=True)
        self.enter()
        self.type_in(**fields)
        self.type_send()
        assert not self.has(".flash-bad"), f"{name} was refused: {self.one('.flash-bad').text}"
        assert self.has(".flash"), f"after {name} nothing says that it is done"
        return self.path.split("?")[0].split("#")[0]

    def type_send(self):
        self.tab_to(".form .form-end button.btn:not([name])", leap=True)
        self.enter()
