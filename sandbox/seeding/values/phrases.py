"""What things are called: words that combine into titles, by what the things are."""

from __future__ import annotations

from sandbox.seeding.wordlists import listed

TASK_VERBS = listed(
    """
    Fix|Update|Review|Improve|Check|Clean up|Replace|Document|Prepare|Test|Simplify|Finish|Plan|
    Remove|Restore|Translate|Speed up|Rename|Move|Shorten
    """
)
TASK_OBJECTS = listed(
    """
    the login page|the monthly report|the search results|the customer list|the welcome email|
    the price table|the export to CSV|the printed labels|the start page|the password reset|
    the address form|the payment reminder|the order summary|the product photos|the opening hours|
    the mobile menu|the error messages|the backup|the user guide|the invoice template|
    the calendar view|the shipping rules|the team page|the data import|the date picker|
    the old contracts|the stock list|the newsletter|the time sheet|the meeting notes|
    the access rights|the translations|the dashboard|the contact form|the archive
    """
)
TASK_ENDS = listed(
    """
    |for new users|before the release|on small screens|in the archive|after the move|
    for the audit|this week|for the spring|with the new layout
    """
)
ARTICLE_STARTS = listed(
    """
    How to plan|A short guide to|Five mistakes with|What we learned about|The future of|
    Why we changed|An introduction to|Getting started with|Ten questions about|A closer look at|
    The history of|Our favourite tools for|Small steps towards|Behind the scenes of|
    The quiet success of|What nobody says about|A year of|Simple rules for
    """
)
TOPICS = listed(
    """
    good coffee|city gardens|remote work|slow travel|winter cooking|local markets|clear writing|
    better meetings|home repairs|family budgets|night trains|public libraries|bread baking|
    open data|small museums|bicycle lanes|old maps|clean water|school lunches|solar roofs|
    wild flowers|board games|village life|long walks|sound sleep|honest prices|paper archives|
    street music|rain water|used books|early mornings|shared kitchens
    """
)
COURSE_STARTS = listed(
    "Introduction to|Foundations of|Advanced|Applied|Topics in|Principles of|Workshop:|Methods of"
)
SUBJECTS = listed(
    """
    Mathematics|Biology|Chemistry|Physics|History|Geography|English|French|German|Spanish|Music|
    Art|Economics|Philosophy|Statistics|Computer Science|Literature|Ethics|Drama|Sport|Accounting|
    Marketing|Psychology|Sociology|Astronomy|Design|Geology|Linguistics|Nutrition|Law
    """
)
EVENT_STARTS = listed(
    """
    Spring|Summer|Autumn|Winter|Annual|Monthly|Regional|Open|International|Evening|Morning|
    Community|Founders'|Members'|Weekend|Virtual
    """
)
EVENTS = listed(
    """
    conference|meeting|workshop|reception|market|concert|open day|training|forum|lunch|festival|
    exhibition|general assembly|planning session|book fair|hackathon|tasting|quiz night|walk|
    retrospective
    """
)
MESSAGE_STARTS = listed(
    """
    Question about|Re:|Change to|News on|Problem with|Reminder:|Thank you for|Request for|
    Feedback on|Confirmation of
    """
)
MESSAGE_ENDS = listed(
    """
    your order|the invoice|my booking|the delivery|our meeting|the quote|the contract|the return|
    my account|next week|the appointment|the documents|the new prices|the offer|the sample|
    the visit|my address|the schedule|the payment|the last call
    """
)
WORK_STARTS = listed(
    """
    The Last|The Silent|The Hidden|The Golden|A Distant|The Winter|Beyond the|Under the|The Long|
    The Lost|Letters from the|The Second|Return to the|The Glass|Shadows of the|The Paper|
    Songs of the|The Blue|North of the|The Empty
    """
)
WORK_ENDS = listed(
    """
    Harbour|Garden|Mountain|River|Lighthouse|Orchard|Station|Island|Bridge|Forest|Valley|Letter|
    Train|Summer|House|Window|Sea|Road|Clock|Market|Library|Field|Snow|Tower|Shore|Map|Kitchen|
    Theatre|Meadow|Well
    """
)
DISH_STARTS = listed(
    "Roasted|Grilled|Creamy|Spicy|Fresh|Baked|Smoked|Warm|Crispy|Homemade|Braised|Marinated"
)
DISHES = listed(
    """
    tomato soup|lentil salad|mushroom risotto|apple cake|vegetable curry|pumpkin pie|fish stew|
    potato gratin|bean chili|lemon tart|spinach lasagne|onion bread|rice bowl|pepper omelette|
    carrot soup|plum dumplings|noodle salad|cheese toast|berry crumble|herb quiche
    """
)
FILE_STARTS = listed(
    """
    report summary invoice contract photo scan minutes offer plan list drawing letter export
    receipt protocol certificate manual presentation statement form
    """
)
FILE_KINDS = (
    ("pdf", "application/pdf", 60_000, 2_500_000),
    ("jpg", "image/jpeg", 80_000, 4_000_000),
    ("png", "image/png", 20_000, 1_800_000),
    ("pdf", "application/pdf", 30_000, 900_000),
    ("csv", "text/csv", 500, 300_000),
    ("txt", "text/plain", 100, 40_000),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        15_000,
        700_000,
    ),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 8_000, 900_000),
)
"""(ending, media type, smallest and largest usual size in bytes); the first ones more often."""
ROOMS = listed("Room|Hall|Studio|Office|Lab|Suite|Ward|Classroom")
DEVICES = listed(
    """
    Sensor|Gateway|Thermostat|Camera|Pump|Meter|Valve|Controller|Display|Switch|Scanner|Printer
    """
)
PLACES_IN_HOUSE = listed(
    """
    entrance|basement|roof|hall|kitchen|office|warehouse|garage|lobby|workshop|north wing|
    south wing|east wing|west wing|first floor|second floor
    """
)
CHANNELS = listed(
    """
    general random announcements support design engineering sales marketing lunch music books
    releases incidents hiring travel sports photos gardening cooking questions ideas office
    operations finance weekly help feedback data security onboarding research events
    """
)
REVIEW_STARTS = listed(
    "Great|Good|Solid|Very nice|Not bad:|Fine|Excellent|Poor|Decent|Lovely|Useful|Simply good"
)
REVIEW_ENDS = listed(
    """
    value for the price|quality|for every day|for the whole family|for beginners|as a present|
    service|design|choice|for small rooms|workmanship|once more|experience|for travelling
    """
)
VISIT_STARTS = listed(
    "First|Regular|Short|Annual|Urgent|Second|Follow-up|Online|Home|Preparatory|Extended"
)
VISITS = listed(
    "consultation|appointment|check-up|visit|examination|talk|review|treatment|session|conversation"
)
