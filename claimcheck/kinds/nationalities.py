"""Nationality words and the place that each belongs to.

A nationality is a sort of its own: "the French regulator" and "the Danish regulator" are two, and
"the regulator in France" may be the first. Words for a people that live in several states, for
creeds and for compass regions are no facts.
"""

from __future__ import annotations

# Place as the gazetteer has it: its words for the people and for what is theirs.
_PEOPLES = """afghanistan: afghan; albania: albanian; algeria: algerian; angola: angolan;
united states: american; argentina: argentine argentinian argentinean; armenia: armenian;
australia: australian; austria: austrian; azerbaijan: azerbaijani; bahrain: bahraini;
bangladesh: bangladeshi; belarus: belarusian; belgium: belgian; bolivia: bolivian;
bosnia: bosnian; botswana: botswanan; brazil: brazilian; united kingdom: british briton;
bulgaria: bulgarian; burma: burmese; cambodia: cambodian; cameroon: cameroonian; canada: canadian;
catalonia: catalan; chile: chilean; china: chinese; colombia: colombian; drc: congolese;
croatia: croatian croat; cuba: cuban; cyprus: cypriot; czech republic: czech; denmark: danish dane;
netherlands: dutch dutchman dutchwoman; ecuador: ecuadorian; egypt: egyptian; uae: emirati;
england: english englishman englishwoman; estonia: estonian; ethiopia: ethiopian; fiji: fijian;
europe: european; philippines: filipino; finland: finnish finn; france: french frenchman
frenchwoman; georgia: georgian; germany: german; ghana: ghanaian; greece: greek;
greenland: greenlandic; guatemala: guatemalan; haiti: haitian; honduras: honduran;
hungary: hungarian; iceland: icelandic icelander; india: indian; indonesia: indonesian;
iran: iranian; iraq: iraqi; ireland: irish irishman irishwoman; israel: israeli; italy: italian;
jamaica: jamaican; japan: japanese; jordan: jordanian; kazakhstan: kazakh; kenya: kenyan;
kosovo: kosovan; kuwait: kuwaiti; latvia: latvian; lebanon: lebanese; libya: libyan;
lithuania: lithuanian; luxembourg: luxembourgish; malawi: malawian; malaysia: malaysian;
mali: malian; malta: maltese; mexico: mexican; moldova: moldovan; mongolia: mongolian;
montenegro: montenegrin; morocco: moroccan; mozambique: mozambican; namibia: namibian;
nepal: nepali nepalese; nicaragua: nicaraguan; nigeria: nigerian; north macedonia: macedonian;
norway: norwegian; oman: omani; pakistan: pakistani; palestine: palestinian; panama: panamanian;
paraguay: paraguayan; peru: peruvian; poland: polish; portugal: portuguese; qatar: qatari;
romania: romanian; russia: russian; rwanda: rwandan; saudi arabia: saudi; scotland: scottish scot
scotsman scotswoman; senegal: senegalese; serbia: serbian; singapore: singaporean;
slovakia: slovak slovakian; slovenia: slovenian; somalia: somali; spain: spanish spaniard;
sri lanka: lankan; sudan: sudanese; sweden: swedish swede; switzerland: swiss; syria: syrian;
taiwan: taiwanese; tanzania: tanzanian; thailand: thai; tunisia: tunisian; turkey: turkish turk;
uganda: ugandan; ukraine: ukrainian; uruguay: uruguayan; venezuela: venezuelan;
vietnam: vietnamese; wales: welsh welshman welshwoman; yemen: yemeni; zambia: zambian;
zimbabwe: zimbabwean"""

NATIONALITIES = {
    word: place.strip()
    for place, words in (entry.split(":") for entry in _PEOPLES.split(";"))
    for word in words.split()
}


def homeland(word: str) -> str:
    """Tell which place a nationality word belongs to.

    Args:
        word: as written or in lower case, singular or plural.

    Returns:
        The place's name as the gazetteer has it, or "".

    Examples:
        >>> homeland("Danish"), homeland("Swedes"), homeland("Larkfield")
        ('denmark', 'sweden', '')
    """
    lower = word.lower()
    return NATIONALITIES.get(lower) or NATIONALITIES.get(lower.removesuffix("s"), "")
