"""Plain sentences on one subject each."""

from __future__ import annotations


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


PRODUCT = _lines("""
    Sturdy, light and easy to clean.
    Made to last for many years.
    Comes with everything needed to set it up.
    Fits into small spaces.
    A classic shape in a new colour.
    Works well indoors and outdoors.
    The surface resists scratches and water.
    Packed in recycled paper.
    Two years of guarantee.
    Simple to take apart and to repair.
    Delivered ready for use.
    A favourite of our customers.
    Available in several sizes.
    Soft to the touch and quiet in use.
    The handle stays cool.
    Stacks neatly when not in use.
    Designed for daily use.
    The lid closes tightly.
    Spare parts can be ordered.
    Goes well with the rest of the series.
""")
REVIEW = _lines("""
    Exactly what I was looking for.
    Good value for the price.
    Arrived a day early and well packed.
    The colour is a little darker than in the picture.
    Works as described.
    Would buy it again.
    Not bad, but I expected a bit more.
    Easy to set up, even for a beginner.
    The instructions could be clearer.
    My whole family uses it.
    Broke after two weeks, but was replaced at once.
    Friendly service and quick answers.
    Solid quality.
    Too small for us, sent it back.
    A present that was very welcome.
    The staff was kind and patient.
    Clean, quiet and close to the station.
    Highly recommended.
    Does the job.
    I use it every day.
""")
CHAT = _lines("""
    Good morning everybody!
    Can you have a look at this, please?
    Sure, give me ten minutes.
    Thanks, that helps a lot.
    I am on the train, will answer later.
    Shall we meet at three?
    Three works for me.
    The new version is online.
    Who has the key to the meeting room?
    It is on my desk.
    Great work, thank you!
    I will send you the file this afternoon.
    Could not find it, where was it again?
    In the shared folder, under reports.
    Sorry, I was in a call.
    See you tomorrow.
    That sounds like a plan.
    Let us talk about it on Monday.
    Is the order already on its way?
    Yes, it left this morning.
    Lunch, anyone?
    Happy birthday!
    Please remember the time sheets.
    Done.
""")
RECIPE = _lines("""
    Chop the onions and fry them in a little oil until soft.
    Preheat the oven to 180 degrees.
    Mix the flour, sugar and butter to a smooth dough.
    Add the vegetables and simmer for twenty minutes.
    Season with salt, pepper and a squeeze of lemon.
    Bake until golden brown.
    Leave to cool before serving.
    Stir in the cream at the very end.
    Serve with fresh bread.
    Cook the rice according to the packet.
    Whisk the eggs with the milk.
    Cover and chill for an hour.
    Sprinkle with chopped parsley.
    Let the dough rise in a warm place.
""")
DAMAGE = _lines("""
    Scratch along the left door, about ten centimetres.
    Small dent in the rear bumper.
    Stone chip in the windscreen, no crack.
    Right mirror housing broken off.
    Kerb damage on the front wheel rim.
    Stain on the back seat.
    Paint scraped while parking.
    Warning light came on during the trip.
    Tail light cracked.
    Tyre worn on the inside.
""")
ISSUE = _lines("""
    The page stays empty after saving.
    It happens only in the afternoon.
    Steps: open the list, choose the second entry, press save.
    Expected: the new value is shown. Seen: the old one.
    Works again after a reload.
    Several customers have asked about this.
    The log shows no error.
    Probably since the last update.
    A screenshot is attached.
    Could not be reproduced on the test system.
    The date is one day off.
    The total does not match the lines.
    The button does not react on the phone.
    Printing cuts off the last line.
    The search finds nothing with an umlaut.
    Affects the German version only.
    A workaround is to sort by date first.
    Please confirm before we close this.
    The message should say what to do next.
    Low priority, but it would be nice to have.
""")
ARTICLE = _lines("""
    It began with a simple question at the breakfast table.
    Most people never notice how much work goes into it.
    The first attempts failed, and that was a good thing.
    What matters is to begin with something small.
    A plan on paper is worth more than ten good intentions.
    We asked a dozen people who do this every day.
    Their answers surprised us.
    There is no need for expensive tools.
    The best time is early in the morning.
    Others prefer to wait until the evening.
    In the end it comes down to patience.
    A few rules of thumb help to keep an overview.
    Do not believe everything that is written about it.
    The numbers tell a different story.
    Last year alone the interest has doubled.
    That is no accident.
    Small towns often do better than large ones.
    A walk around the block works wonders.
    We will come back to this next month.
    Until then, try it out for yourself.
    The old way still has its place.
    Nobody has to be perfect from the start.
    Once the habit is there, the rest follows.
    The result is worth the effort.
""")
MEDICAL = _lines("""
    No complaints since the last visit.
    Blood pressure slightly raised, check again in four weeks.
    Advised to drink more and to rest.
    Mild cough, no fever.
    Vaccination is up to date.
    Pain in the left knee after sport.
    Prescription renewed.
    Blood values within the normal range.
    Sleeps better since the change of medication.
    Referred to a specialist.
    Follow-up in two weeks.
    Allergic to pollen, otherwise healthy.
    The wound is healing well.
    Slight headache in the mornings.
    Physiotherapy continues twice a week.
    No known allergies.
    Patient was informed about side effects.
    Routine check, nothing unusual.
""")
PROPERTY = _lines("""
    Bright rooms with a view of the garden.
    Quiet street, five minutes from the station.
    Recently renovated kitchen and bathroom.
    Breakfast is included.
    Balcony to the south.
    Two single beds or one double bed.
    Free parking in the yard.
    Pets are welcome.
    Lift and step-free entrance.
    Large windows and wooden floors.
    Desk and fast internet.
    Shops and restaurants nearby.
""")
PURPOSES = _lines("""
    Monthly rent
    Invoice payment
    Groceries
    Salary
    Insurance premium
    Train tickets
    Refund
    Electricity
    Office supplies
    Membership fee
    Donation
    Lunch with customer
    Phone bill
    Savings plan
    Hotel, two nights
    Cash withdrawal
    Subscription renewal
    Repair of the heating
    Travel expenses
    Books
""")
COURSE = _lines("""
    For beginners, no previous knowledge needed.
    Builds on the first term.
    Weekly exercises and a written exam.
    The group works on a project of its own.
    Reading list in the first lesson.
    Attendance is required.
    With many practical examples.
    Ends with a presentation.
    Suitable for all years.
    Taught in English.
    Bring a calculator and a ruler.
    Two excursions are planned.
""")
PERSON = _lines("""
    Likes long walks and short meetings.
    Has been with us since the beginning.
    Studied history and found the way into software.
    Plays the cello at weekends.
    Looks after the largest customers.
    Writes about cities and the people in them.
    Grew up by the sea.
    Speaks three languages.
    Loves coffee, maps and old trains.
    Runs a small garden with too many tomatoes.
    Former teacher, now a full-time writer.
    Collects recipes from all over the world.
    Always happy to help.
    Works from home on Fridays.
    Trains for the next marathon.
    Photographs bridges.
""")
