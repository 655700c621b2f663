"""Ordinary words and sentences that fit anywhere, and say nothing of anybody."""

from __future__ import annotations

from sandbox.seeding.wordlists import listed

ADJECTIVES = listed(
    """
    Amber Ancient Autumn Bold Brave Bright Bronze Calm Central Clear Coastal Cobalt Compact Copper
    Crimson Digital Eastern Elegant Essential Evening Express Fair Fine First Fresh Gentle Global
    Golden Grand Great Green Harbour Hidden Indigo Inner Ivory Jade Keen Large Light Little Local
    Lucky Lunar Main Maple Marble Modern Morning Mountain New Noble Northern Ocean Old Open Outer
    Pacific Pearl Plain Polar Prime Quiet Rapid Red River Royal Rustic Sage Scarlet Second Silent
    Silver Simple Smart Soft Solar Southern Spring Steady Stone Summer Sunny Swift Tall Third True
    Urban Valley Violet Vivid Warm Western White Wild Winter
    """
)
NOUNS = listed(
    """
    Account Anchor Archive Arrow Atlas Bay Beacon Bridge Brook Canvas Canyon Castle Catalogue
    Cedar Charter Circle Cloud Compass Corner Crest Crossing Delta Draft Drive Echo Edition Engine
    Falcon Field Forest Forge Garden Gate Grove Guide Harvest Haven Hill Horizon House Island
    Journal Junction Kit Lake Lane Lantern Ledger Library Line Lodge Market Meadow Meeting Method
    Mill Module Orchard Outlook Park Path Pier Pilot Pine Plan Plaza Point Portal Project Quarter
    Range Record Report Ridge Roadmap Route Sail Series Shore Signal Sketch Square Station Story
    Stream Studio Summit Survey Terrace Thread Tower Trail Tree Update Valley View Village Vista
    Voyage Walk Wave Window Workshop Yard
    """
)
MATERIALS = listed(
    """
    Steel Cotton Oak Leather Glass Ceramic Bamboo Linen Rubber Copper Granite Wool Paper Cork
    Aluminium Walnut Canvas Marble Silk Felt
    """
)
PRODUCTS = listed(
    """
    Lamp Chair Table Backpack Keyboard Mug Bottle Notebook Jacket Clock Basket Shelf Kettle Pan
    Blanket Pillow Speaker Charger Wallet Umbrella Bench Mirror Rug Tray Vase Toolbox Helmet
    Gloves Stool Cabinet Monitor Desk Fan Heater Scale Drill Ladder Rope Tent Cooler
    """
)
CATEGORIES = listed(
    """
    General|Office|Kitchen|Garden|Outdoor|Electronics|Books|Clothing|Tools|Furniture|Travel|
    Health|Sports|Toys|Food|Drinks|Music|Art|Home|Pets|Automotive|Lighting|Storage|Cleaning|
    Stationery|Accessories|Seasonal|Spare parts|Services|Gifts
    """
)
TAGS = listed(
    """
    urgent new featured internal external review follow-up archived priority draft seasonal
    popular limited verified pending fragile bulk returned recurring vip trial partner
    """
)
DEPARTMENTS = listed(
    """
    Sales|Support|Finance|Operations|Marketing|Engineering|Legal|Purchasing|Logistics|Quality|
    People|Research|Facilities|Security|Planning|Customer care
    """
)
COMPANY_KINDS = listed(
    """
    Trading|Logistics|Foods|Group|Partners|& Sons|Industries|Supply|Works|Services|Textiles|
    Electronics|Packaging|Imports|Interiors|Systems|Pharma|Motors|Bakery|Print|Chemicals|
    Instruments|Nurseries|Brewing|Optics|Furniture|Retail|Components|Publishing|Energy
    """
)
COLOURS = (
    ("black", "#000000"),
    ("white", "#ffffff"),
    ("red", "#d62828"),
    ("green", "#2a9d8f"),
    ("blue", "#1d4ed8"),
    ("yellow", "#f4d35e"),
    ("orange", "#f77f00"),
    ("purple", "#7b2cbf"),
    ("grey", "#6c757d"),
    ("brown", "#7f5539"),
    ("pink", "#f4acb7"),
    ("teal", "#0f766e"),
)
SENTENCES = tuple(
    """Please call before you come.
Agreed on the phone, written confirmation follows.
The first attempt did not work, the second did.
Everything was in order.
Waiting for an answer.
The customer asked for an earlier date.
Checked twice, no difference found.
Goes to the back entrance.
The documents are complete.
A colleague takes over from here.
Nothing unusual.
The quantity was corrected.
To be looked at again next week.
Handed over in person.
The packaging was slightly damaged, the contents were fine.
Asked for a copy of the invoice.
The address was confirmed.
Moved at the customer's request.
Ring the second bell.
Only in the morning.
Prefers to be written to.
Has been with us for many years.
The price was agreed in advance.
Needs a signature.
Could not be reached today.
The list is attached.
Done ahead of time.
Closed on Fridays.
Special terms apply.
The order was put together by hand.
A partial delivery is fine.
No further action needed.
The usual arrangement.
Reminder sent.
Compared with last year there is little change.
The measurements were taken on site.
Kept for reference.
Same as last time.
Please do not stack.
A replacement is on its way.""".splitlines()
)
OPENINGS = (
    "In short:",
    "For the record:",
    "From the meeting:",
    "As discussed:",
    "To note:",
    "Update:",
    "Follow-up:",
    "Background:",
)
USER_AGENTS = tuple(
    f"Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{version}.0.0.0 "
    "Safari/537.36"
    for system in (
        "Windows NT 10.0; Win64; x64",
        "Macintosh; Intel Mac OS X 10_15_7",
        "X11; Linux x86_64",
        "Linux; Android 10; K",
    )
    for version in range(118, 132, 2)
) + tuple(
    f"Mozilla/5.0 ({system}; rv:{version}.0) Gecko/20100101 Firefox/{version}.0"
    for system in ("Windows NT 10.0; Win64; x64", "X11; Linux x86_64")
    for version in range(115, 133, 3)
)
