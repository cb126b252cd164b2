"""Page furniture line by line: what a line of a page is by itself, and the date it states."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

LONGEST_LINE = 400  # characters; no line of furniture is longer

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
_DAY = rf"""(?:
    \d{{1,2}}(?:st|nd|rd|th)? \s (?:of\s)? {_MONTH} ,? \s \d{{4}}     # 22 January 2025
  | {_MONTH} \s \d{{1,2}}(?:st|nd|rd|th)? ,? \s \d{{4}}               # January 22, 2025
  | \d{{4}}-\d{{2}}-\d{{2}}                                           # 2025-01-22
  | \d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}                                 # 22/01/2025
)"""
_CLOCK = r"(?:\d{1,2}(?:[:.]\d{2}){0,2}\s?(?:[ap]\.?m\.?)?\s?(?:[A-Z]{2,4}\b)?(?:[+-]\d\d:?\d\d)?)"
_WHEN = rf"(?:{_WEEKDAY},?\s)?{_DAY}(?:(?:\s+at|T|,|\s*[|·•–—-])?\s*{_CLOCK})?"
PERSON = r"[A-Z][\w.’'-]*(?:\s(?:(?:van|von|de|da|del|der|la|bin|al)\s)*[A-Z][\w.’'-]*){1,3}"
ROLE = (
    r"(?:reporter|correspondent|editor|writer|journalist|columnist|contributor|author|producer"
    r"|critic|blogger|freelancer|staff|bureau\schief|analyst|team|desk|fellow|intern|presenter)"
)
_WEATHER = (
    r"[☀-⛿🌀-🌫🌧🌦\ufe0f]?\s?[-−]?\d{1,3}(?:[.,]\d)?\s?(?:[°º˚]\s?(?:[CF]\b)?|[℃℉]|(?-i:[CF])\b)"
)
_SKY = (
    r"(?:(?:light|heavy|mostly|partly|scattered|clear|fair|dry|wet|bright|sun|sunny|sunshine|cloud"
    r"|clouds|cloudy|overcast|rain|rainy|drizzle|showers?|sleet|snow|hail|thunder(?:storms?)?|storms?"
    r"|fog|foggy|mist|misty|haze|hazy|smoke|frost|ice|wind|windy|breezy|gales?)[,\s]*){1,4}"
)
_SECTION = (
    r"(?:home(?:page)?|news|world|uk|us|u\.s\.|africa|asia|europe|americas|middle\seast|local"
    r"|sports?|business|money|markets|economy|politics|tech(?:nology)?|science|health|climate"
    r"|environment|entertainment(?:\s&\sarts)?|arts?|culture|opinions?|lifestyle|life|style|travel"
    r"|food|video|videos|audio|live|weather|puzzles|games|podcasts?|newsletters?|photos|menu|search"
    r"|more|all\ssections|contact(?:\sus)?|about(?:\sus)?|careers|jobs|advertise(?:\swith\sus)?"
    r"|privacy(?:\spolicy|\snotice)?|cookies?(?:\spolicy)?|terms(?:\s(?:of\s(?:use|service)|&\s"
    r"conditions|and\sconditions))?|accessibility|help|faqs?|sitemap|site\sindex|rss|shop|events"
    r"|my\saccount|account|log\s?in|sign\sin|log\s?out|register|subscribe|donate|latest|trending)"
)
_NETWORK = (
    r"(?:facebook|twitter|x|linkedin|whatsapp|reddit|telegram|pinterest|instagram|threads|bluesky"
    r"|mastodon|youtube|tiktok|e-?mail|mail|sms|print|messenger|flipboard|pocket|copy(?:\slink)?)"
)

# Each line is a sort of furniture and a pattern for the whole line; the first that fits counts.
_SORTS: tuple[tuple[str, str], ...] = (
    # Oslo 7°C; Tuesday, 4 March 2025 | 45°F Cloudy
    (
        "weather",
        rf"(?:{_WHEN}[\s,|·•-]*)?(?:(?-i:\d\d?\s(?=[A-Z])|[A-Z](?:[^\W\d]|[.,’'-])*+|[|·•-])\s?)"
        rf"{{0,4}}:?\s?{_WEATHER}(?:\s?/\s?{_WEATHER})?(?:\s?(?-i:[A-Z][\w,’'-]*+|[|·•-])){{0,4}}"
        rf"(?:[\s,|·•-]*(?:{_WHEN}|{_SKY}))?",
    ),
    ("date", rf"{_WHEN}"),
    ("date", rf"{_WEEKDAY},?\s(?:\d{{1,2}}\s{_MONTH}|{_MONTH}\s\d{{1,2}})"),
    # Published 3 May 2024, 10:15 BST; Updated 3 h ago
    (
        "stamp",
        rf"(?:first\s)?(?:published|updated|posted|last\s(?:updated|modified)|modified|created"
        rf"|issued)\b(?:\son|\sat)?\s?:?\s?(?:(?:\s?(?-i:[A-Z]\w+),?){{0,2}}\s?"
        rf"{_WHEN}.{{0,60}}|{_CLOCK}.{{0,40}}"
        r"|.{0,20}\bago|today.{0,20}|yesterday.{0,20})",
    ),
    ("stamp", r"(?:about\s)?(?:\d+|an?)\s?(?:s|secs?|m|mins?|minutes?|h|hrs?|hours?|d|days?)\sago"),
    (
        "stamp",
        r"(?:(?:estimated\s)?reading\stime\s?:?\s?)?\d+[\s-]min(?:ute)?s?(?:\s(?:read|listen))?",
    ),
    (
        "byline",
        rf"(?-i:(?:By|BY|Words\sby|(?:Written|Posted|Story|Reported|Published)\sby)\s?:?\s"
        rf"(?:{PERSON}|[A-Z’'. -]{{5,40}}|[A-Z]\w+\s(?i:staff|reporters?|team)))"
        rf"(?:(?:,|\sand|\s&)\s(?-i:{PERSON}))*"
        rf"(?:(?:\s?[,|·•–—-]\s?|\s(?=\d)|\s(?=on\s)|\s(?-i:in|for|at)\s)[^.!?]{{1,90}})?",
    ),
    ("byline", rf"(?-i:{PERSON}),\s(?:[\w-]+\s){{0,4}}{ROLE}(?:,[^.!?]{{1,40}})?"),
    ("byline", rf"(?-i:{PERSON})\s?[|·•–—,-]?\s{_WHEN}"),
    (
        "credit",
        r"(?:additional\s|further\s)?(?:reporting|editing|writing|research|production)\sby\b.{2,120}",
    ),
    ("credit", r".{3,60}\bcontributed\s(?:to\sthis|reporting).{0,60}"),
    (
        "credit",
        r"[\[(]?(?:(?:file\s)?photo(?:graph)?|image|picture|illustration|graphic|video|credit)s?"
        r"(?:\s(?:credit|source|by|courtesy(?:\sof)?))?(?:\s?:\s?|\sby\s|\scourtesy\s|\s?/\s?)"
        r"(?-i:[A-Z©@])[^.!?]{1,80}[.\])]?",
    ),
    (
        "credit",
        r"[\[(]?[^.!?]{0,60}(?:/|\bvia\s)?(?-i:Getty(?:\sImages)?|AFP|Shutterstock|iStock)[\])]?",
    ),
    ("credit", r"[\[(]?(?-i:AP|Reuters|PA)\s?(?:photo|images?)?\s?/[^.!?]{2,60}[\])]?"),
    (
        "share",
        rf"(?:share|tweet|pin|post|send|save|print|like|copy\slink|listen|bookmark|comments?|gift)"
        rf"(?:\s(?:this|the|via|on|to|by|full|article|story|page|post|link|with|friends|for|later"
        rf"|now|a\scomment|{_NETWORK}|[·|/,&])){{0,6}}:?",
    ),
    ("share", rf"{_NETWORK}(?:\s?[\s|·•/,]\s?{_NETWORK})*"),
    ("share", r"follow\s(?:us|@?\w+(?:\s\w+)?)\son\b.{2,60}"),
    (
        "share",
        r"(?:(?:view|show|read|see|hide|load)\s(?:all\s|more\s)?)?(?:[\d.,]+[kKm]?\s)?"
        r"(?:comments?|replies|likes|shares|views|reactions)(?:\s?\(\d+\))?",
    ),
    (
        "share",
        r"(?:leave\sa\s(?:comment|reply)|be\sthe\sfirst\sto\scomment|join\sthe\sconversation).{0,40}",
    ),
    (
        "ask",
        r"(?:subscribe|sign\sup|register|log\sin|sign\sin|join|get|enter|download|support|donate"
        r"|become|receive|never\smiss|don['’]t\smiss|stay|already|want|keep\sup|create|try|follow)\b"
        r"(?!.*\b(?:said|says|told|according)\b)"
        r"(?=.*\b(?:you|your|our|us|here|now|today|free|newsletters?|inbox)\b)(?=.*\b(?:newsletters?"
        r"|inbox|e-?mails?|alerts?|updates|briefing|app|free|podcast|channel|offer|subscri\w+"
        r"|membership|member|account|journalism|notifications|register)\b).{3,300}",
    ),
    (
        "ask",
        r"(?:subscribe|sign\sup|sign\sin|log\sin|donate|register|become\sa\smember)"
        r"(?:\s(?:now|here|today|free|for\sfree|to\s(?:continue|read|comment)|for\s(?:updates|alerts)"
        r"|by\se-?mail)){0,2}[.!]?",
    ),
    (
        "ask",
        r"(?:by\s(?:signing\sup|subscribing|clicking)|you\scan\sunsubscribe|unsubscribe)\b.{3,300}",
    ),
    ("ask", r"(?:enter\s)?(?:your\s)?e-?mail(?:\saddress)?\*?"),
    (
        "pointer",
        r"(?:read|see|watch|listen|related|learn|find\sout)(?:\s(?:more|also|next|now|here|it|to))?"
        r"\s?(?:[:»>→|]|\s[–—-]\s).{0,200}",
    ),
    (
        "pointer",
        r"(?:read|see|learn|load|show|continue|find\sout)\s(?:more|reading)(?:\shere)?\W{0,4}",
    ),
    ("pointer", r"click\shere\b.{0,120}"),
    (
        "advert",
        r"[-–—\s]*(?:advertisements?|advert|ad|sponsored(?:\s(?:content|by\s.{2,40}))?|promoted"
        r"|paid\s(?:content|post|partnership)|partner\scontent|article\scontinues\sbelow.{0,30}"
        r"|(?:story|article)\scontinues\s(?:below|after).{0,40}|continue\sreading\sbelow.{0,40}"
        r"|scroll\s(?:down\s)?to\scontinue.{0,40}|skip\s(?:ad|advertisement|to\s.{3,30}))[-–—\s]*",
    ),
    (
        "cookies",
        r"(?=.*\bcookies?\b)(?=.*\b(?:we|our|this\s(?:web)?site|accept|consent|preferences|settings"
        r"|policy|agree|manage)\b)(?:we|our|this|by|accept|manage|cookies?|to|reject|your)\b.{5,390}",
    ),
    ("cookies", r"(?:accept|reject|manage|allow)\s(?:all|cookies|preferences)(?:\scookies)?"),
    ("copyright", r"(?:©|\(c\)\s|copyright\b(?=.*(?:\d{4}|©))).{2,300}"),
    ("copyright", r".{0,120}\ball\srights\sreserved\b.{0,120}"),
    (
        "copyright",
        r"this\s(?:material|article|content)\smay\snot\sbe\s(?:published|reproduced|copied).{0,200}",
    ),
    (
        "tags",
        r"(?:tags?|topics?|filed\sunder|keywords|categor(?:y|ies)|posted\sin|more\son)\s?:\s?.{2,200}",
    ),
    ("tags", r"\#\w+(?:[\s,]+\#\w+)*"),
    (
        "label",
        r"(?:related(?:\s(?:stories|articles|topics|content|news|reading|coverage|posts|links))?"
        r"|(?:you\s(?:may|might)\s(?:also\s)?(?:like|enjoy|be\sinterested\sin))|read\snext|up\snext"
        r"|what\sto\sread\snext|trending(?:\snow|\sstories)?|(?:most|more)\s(?:read|popular|viewed|shared"
        r"|stories|news|articles|headlines)|popular(?:\s(?:now|posts|stories))?|recent\s(?:posts|articles"
        r"|stories|news)|recommended(?:\s(?:for\syou|stories|reading|articles))?|latest\s(?:news|stories"
        r"|articles|headlines|posts)|top\s(?:stories|news)|editor['’]?s['’]?\spicks?|in\scase\syou\smissed\sit"
        r"|elsewhere\son\s.{2,40}|also\s(?:on|in)\s.{2,40}|more\son\sthis(?:\sstory|\stopic)?"
        r"|(?:from\sour\spartners|around\sthe\sweb|don['’]t\smiss|you\smay\shave\smissed|must\sreads?"
        r"|other\s(?:stories|news|articles)|keep\sreading|next\sarticle|previous\sarticle))\s?:?",
    ),
    ("label", r"more\sfrom\s(?-i:(?:[Tt]he\s)?[A-Z][\w’'.]*(?:\s[A-Z][\w’'.]*){0,4})\s?:?"),
    ("bio", r"(?:about\s(?:the\s)?(?:author|writer|reporter)s?)\s?:?"),
    ("menu", rf"{_SECTION}\s?(?:[|·•›»>/][^|·•›»>/.!?]{{1,32}})+"),
    ("menu", r"[^|•›».!?]{1,31}(?:[|•›»][^|•›».!?]{1,32}){2,}"),
    ("menu", rf"{_SECTION}(?:\s{_SECTION}){{2,}}"),
    (
        "menu",
        r"(?:skip\sto\s.{3,30}|home|menu|search|sign\sin|log\sin|back\sto\stop|go\sto\stop|close)",
    ),
)

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def sort_of(line: str) -> str | None:
    """Name the sort of furniture that a line is by itself, whatever stands around it.

    Args:
        line: one line or paragraph.

    Returns:
        ``weather``, ``date``, ``byline``, ``share`` and so on, or None for what may be article.

    Examples:
        >>> sort_of("By Jane Roe"), sort_of("By 2025 the share had doubled.")
        ('byline', None)
    """
    line = line.strip()
    if not line:
        return "blank"
    if len(line) > LONGEST_LINE:
        return None
    return next((sort for sort, pattern in _patterns() if pattern.fullmatch(line)), None)


def find_date(line: str) -> date | None:
    """Find the first full date of a line.

    Args:
        line: any text.

    Returns:
        The date, or None where there is none or day and month can't be told apart.

    Examples:
        >>> find_date("Updated Wed. Jan. 22, 2025"), find_date("03/04/2025")
        (datetime.date(2025, 1, 22), None)
    """
    found = re.search(rf"(?<!\w)(?:{_DAY})", line, re.VERBOSE | re.IGNORECASE)
    if not found:
        return None
    words = found[0]
    figures = [int(figure) for figure in re.findall(r"\d+", words)]
    name = re.search(r"[A-Za-z]{3,}", re.sub(r"(?<=\d)(?:st|nd|rd|th)", "", words))
    if name:
        day, year = figures
        month = MONTHS.index(name[0][:3].lower()) + 1
    elif figures[0] > 31:
        year, month, day = figures
    else:
        day, month, year = figures
        if day <= 12 and month > 12:
            day, month = month, day
        elif day <= 12 and day != month:
            return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((sort, re.compile(p, re.VERBOSE | re.IGNORECASE)) for sort, p in _SORTS)
