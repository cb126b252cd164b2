"""Chromium for the tests and the pictures, and JupyterLab to look at in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
SHOTS = ROOT / "build" / "browser"  # what was on screen when a test failed
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# None of these changes a page; without them Chromium asks its maker for updates and dictionaries.
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-dev-shm-usage",
)
# How long things may take on a busy machine: a server in seconds, the others in milliseconds.
START, STEP, RUN = 120.0, 60_000.0, 300_000.0
expect.set_options(timeout=STEP)

_STATE = """() => {
    const panel = jupyterapp.shell.currentWidget;
    const cells = [...panel.content.model.cells].filter(c => c.type === 'code');
    const wanted = cells.filter(c => c.sharedModel.source.trim());
    const failed = wanted.flatMap(c => c.outputs.toJSON()).filter(o => o.output_type === 'error');
    return {
        idle: panel.sessionContext.session?.kernel?.status === 'idle',
        cells: wanted.length,
        done: wanted.filter(c => c.executionCount && c.executionState !== 'running').length,
        errors: failed.map(o => `${o.ename}: ${o.evalue}`),
    };
}"""
_DONE = f"""() => {{
    const s = ({_STATE})();
    return s.errors.length || s.idle && s.done === s.cells;
}}"""


def chromium() -> str | None:
    """Where the browser is: what ``CHROMIUM`` names, else the first that is installed."""
    named = os.environ.get("CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def opened(program: str) -> Iterator[Browser]:
    """Start the browser, and end it."""
    with sync_playwright() as playwright:
        # Chromium's own sandbox refuses to start as root, which containers run as.
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        browser = playwright.chromium.launch(
            executable_path=program, args=list(FLAGS), chromium_sandbox=not root
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def kept(page: Page, name: str) -> Iterator[None]:
    """Keep a picture of what the page showed when something in here fails."""
    try:
        yield
    except BaseException as error:
        SHOTS.mkdir(parents=True, exist_ok=True)
        path = SHOTS / f"{name}.png"
        page.screenshot(path=path)
        error.add_note(f"What the browser showed: {path.relative_to(ROOT)}")
        raise


def barriers(page: Page, *within: str) -> list[str]:
    """What axe-core calls a serious or critical barrier, a line each; ``within`` names elements."""
    page.evaluate(AXE_SCRIPT)
    found: dict[str, Any] = page.evaluate(
        "within => axe.run(within.length ? {include: within} : document,"
        " {resultTypes: ['violations']})",
        list(within),
    )
    return [
        f"{rule['id']} ({rule['impact']}): {' '.join(map(str, node['target']))}: {node['html']}"
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


class Lab:
    """A JupyterLab server on a copy of the notebooks and the data, with a home of its own."""

    def __init__(self, desk: Path) -> None:
        self.desk = desk
        self.home = desk / "home"
        for name in ("notebooks", "data", "tests/benchmarks"):
            shutil.copytree(
                ROOT / name, desk / name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_*")
            )
        for path in (desk / "notebooks").glob("*.ipynb"):
            forget(path)
        self._settle("apputils-extension/notification", fetchNews="false", checkForUpdates=False)
        self._settle("apputils-extension/themes", **{"adaptive-theme": True})
        self._settle("docmanager-extension/plugin", autosave=False)
        self.server, self.url = self._start()

    def _settle(self, name: str, **settings: object) -> None:
        path = self.home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings), encoding="utf-8")

    def _start(self) -> tuple[subprocess.Popen[bytes], str]:
        kept_out = ("JUPYTER", "IPYTHON", "XDG_", "CLAIMCHECK_REVIEWER")
        env = {k: v for k, v in os.environ.items() if not k.startswith(kept_out)}
        runtime = self.home / "runtime"
        env |= {
            "HOME": str(self.home),
            "JUPYTER_CONFIG_DIR": str(self.home / "config"),
            "JUPYTER_DATA_DIR": str(self.home / "data"),
            "JUPYTER_RUNTIME_DIR": str(runtime),
            "JUPYTERLAB_SETTINGS_DIR": str(self.home / "settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(self.home / "workspaces"),
            "IPYTHONDIR": str(self.home / "ipython"),
        }
        command = [
            sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--port=0",
            "--ip=127.0.0.1", "--IdentityProvider.token=", "--expose-app-in-browser",
            f"--ServerApp.root_dir={self.desk}",
        ]  # fmt: skip
        with (self.desk / "server.log").open("wb") as log:
            server = subprocess.Popen(command, cwd=self.desk, env=env, stdout=log, stderr=log)
        until = time.monotonic() + START
        while server.poll() is None and time.monotonic() < until:
            for info in runtime.glob("jpserver-*.json"):
                return server, json.loads(info.read_text(encoding="utf-8"))["url"]
            time.sleep(0.1)
        server.kill()
        told = (self.desk / "server.log").read_text(encoding="utf-8", errors="replace")
        raise RuntimeError(f"JupyterLab did not start:\n{told[-3000:]}")

    def stop(self) -> None:
        """End the server and with it every kernel."""
        self.server.terminate()
        try:
            self.server.wait(30)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait()

    @contextmanager
    def notebook(
        self,
        browser: Browser,
        name: str,
        *,
        dark: bool = False,
        size: tuple[int, int] = (1400, 900),
    ) -> Iterator[Page]:
        """Open a notebook of the desk in a fresh window, its kernel ready to run."""
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
        )
        context.set_default_timeout(STEP)
        page = context.new_page()
        try:
            with kept(page, Path(name).stem + ("-dark" if dark else "")):
                page.goto(f"{self.url}lab/tree/{name}?reset")
                self.ready(page)
                yield page
                page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.shutdown()")
        finally:
            context.close()

    def ready(self, page: Page) -> None:
        """Wait until the notebook that is open can run."""
        page.wait_for_selector(".jp-Notebook .jp-Cell")
        page.wait_for_function(
            "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status"
            " === 'idle'"
        )
        light = page.evaluate("() => matchMedia('(prefers-color-scheme: light)').matches")
        page.wait_for_selector(
            f"body[data-jp-theme-light='{str(light).lower()}']", state="attached"
        )


def forget(notebook: Path) -> None:
    """Take the outputs out of a notebook, so that what it shows is what was run."""
    read = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in read["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    notebook.write_text(json.dumps(read), encoding="utf-8")


def run_all(page: Page) -> list[str]:
    """Choose Run, Run All Cells; wait until all have run, and tell the errors."""
    page.get_by_role("menubar").get_by_text("Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(_DONE, timeout=RUN)
    errors: list[str] = page.evaluate(_STATE)["errors"]
    return errors


@contextmanager
def lab() -> Iterator[Lab]:
    """Serve a copy of the notebooks and the data, and clear it away."""
    with tempfile.TemporaryDirectory(prefix="claimcheck-lab-", ignore_cleanup_errors=True) as desk:
        started = Lab(Path(desk))
        try:
            yield started
        finally:
            started.stop()
