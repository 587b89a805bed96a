# Judian: every sentence the bot says to people

## Commands

command-start = Start here: what can be asked
command-ask = Ask: /ask GDP of Donghe in 2023
command-reports = List of reports, choose which to ask
command-search = Find passages: /search words
command-cite = The citation in a form to paste
command-settings = Language and number of quotes
command-help = How to use it
command-status = State of the bot (admins)
command-reindex = Update the index from the reports folder (admins)
command-remove = Remove a report (admins)

## Start and help

start-about =
    Judian: ask government reports and get the very sentence that answers, with its report, section and lines.
    It only quotes, word for word; what the reports do not say, it does not say.
start-reports =
    { $count ->
        [one] There is one report:
       *[other] There are { $count } reports:
    }
start-reports-rest = … { $count } more in /reports
start-ask = Just send a question, or tap one of the examples below.
start-ask-group = In groups ask with /ask, mention me, or reply to one of my messages. For example: /ask { $example }
start-placeholder = For example: What was the GDP in 2023?
example-gdp = By how much did the GDP of { $region } grow in { $year }?
example-target = What is the growth target of { $region } for { $year }?
example-revenue = What was the budget revenue of { $region } in { $year }?
help =
    Ask: in a private chat just send a question; place and year make it more precise. You can ask on, as in “and in 2024?”
    In groups: /ask and the question, or mention @{ $bot }, or reply to one of my messages.
    In any chat: type @{ $bot } and a question, and pick a quote to send.

    The buttons below an answer:
    · Context: the paragraphs around the quote
    · More results: the other quotes
    · Only one report: look again in that report
    · Source file: download the report itself

    /reports lists the reports and lets you choose which to ask
    /search finds passages that hold the words
    /cite gives the citation of the last answer, or of the answer you reply to
    /settings sets language and number of quotes
link-outdated = What this link points to is no longer among the reports. See /reports for those there are.

## Answers

answer-found =
    { $count ->
        [one] One quote found:
       *[other] { $count } quotes found:
    }
answer-scope = Looked only in { $reports }
answer-no-more = There are no more results.
refusal-no_evidence = Nothing in these reports answers this question.
refusal-greeting = Hello, I am Judian and answer with quotes from reports only. Ask about a figure, a target or a project of a place and year; /help tells more.
refusal-empty = Please write a question, for example: What was the GDP in 2023?
refusal-too_long = The question is too long. Please put it in a sentence or two.
refusal-nearest = Sections that may be related:
ask-usage = Write the question after the command, for example: /ask What was the GDP in 2023
question-forgotten = This answer is too old. Please ask again.

line = line { $line }
lines = lines { $first }–{ $last }
page = page { $page }

button-context = Context
button-context-of = Context { $number }
button-more = More results ({ $count })
button-search = Related passages
button-only = Only { $report }
button-everywhere = Look in all reports
button-source = Source file
button-answer-right = 👍 Right
button-answer-wrong = 👎 Wrong
button-refusal-right = 👍 Nothing indeed
button-refusal-wrong = 👎 It is in there
verdict-thanks = Noted, thank you!
button-previous = ‹ Previous
button-next = Next ›
button-back-to-quote = Back to the quote
button-cite = Citation
button-outdated = This button no longer works. Please ask again.
passage-gone = The report has changed and this passage is gone. Please ask again.

## List of reports

reports-title =
    { $count ->
        [one] One report. Open it for details, to download it or to ask it alone:
       *[other] { $count } reports. Open one for details, to download it or to ask it alone:
    }
reports-none = There are no reports yet.
reports-scope-all = Questions go to all reports
reports-scope = Questions go only to { $reports }
report-issuer = Issued by: { $issuer }
report-region = Place: { $region }
report-date = Date: { $date }
report-years = Results of: { $years }
report-target-years = Targets for: { $years }
report-size =
    { $sections ->
        [one] 1 section
       *[other] { $sections } sections
    }, { $passages ->
        [one] 1 passage
       *[other] { $passages } passages
    }
report-gone = This report is no longer there. See /reports for those there are.
button-pick = Ask only this report
button-unpick-one = ✓ Chosen, tap to undo
button-unpick = Ask all reports again
button-report-list = Back to the list
button-page-previous = ‹ Previous
button-page-next = Next ›

## Search

search-usage = Write the words after the command, for example: /search 营商环境
search-found = Passages for “{ $words }”:
search-more = Passages for “{ $words }” (from no. { $from }):
search-none = No passage found for “{ $words }”.
search-no-more = No more passages for “{ $words }”.
button-next-page = Next page

## Citation and source file

cite-nothing = There is no answer to cite. Ask first, or reply to a recent answer with /cite.
reference = “{ $quote }” — { $issuer }《{ $title }》({ $date }), { $place }.
reference-no-date = undated
reference-separator = {", "}
source-missing = The source file is no longer in its place and cannot be sent now.
source-too-large = The source file has over 50 MB, which Telegram does not let bots send.

## Settings

settings-title =
    Your settings
    First row: language. Second row: how many quotes an answer shows.
settings-language-client = As my client
settings-quotes = { $count }
settings-private = Please use /settings in a private chat with me.

## Inline mode

inline-open-chat = Ask in a private chat

## Admins

status-index =
    { $reports ->
        [one] Index: 1 report, { $passages } passages, generation { $generation }
       *[other] Index: { $reports } reports, { $passages } passages, generation { $generation }
    }
status-model = Model: { $model }
status-uptime = Up for { $hours } h { $minutes } min
status-queue = Queue: { $count } in progress
status-polling = Polling: { $restarts } restarts, { $failures } failures in a row
status-webhook = Webhook: { $received } updates received, { $refused } requests refused
status-no-errors = No recent errors
status-errors = Recent errors:

sync-parsing = Parsing { $done }/{ $total }…
sync-embedding = Embedding { $done }/{ $total } passages…
sync-indexing = Building the index…
reindex-started = Comparing the reports folder…
reindex-done = The index is up to date: { $added } added, { $changed } changed, { $removed } removed; { $embedded } passages embedded, { $passages } in all.
reindex-same = The index agrees with the reports folder, { $passages } passages; there was nothing to do.
reindex-more-failed =
    { $count ->
        [one] … 1 more file could not be read
       *[other] … { $count } more files could not be read
    }
upload-received = Received “{ $name }”, downloading…
upload-parsing = “{ $name }” is downloaded, parsing…
upload-done =
    Added 《{ $report }》: { $sections ->
        [one] 1 section
       *[other] { $sections } sections
    }, { $passages ->
        [one] 1 passage
       *[other] { $passages } passages
    }. It can be asked now.
upload-known = Not added: 《{ $report }》 has the same content already.
upload-waiting = “{ $name }” is in the reports folder. Another process is updating the index; it will be added after that.
upload-failed = Not added. { $reason }
button-view = Show this report
remove-title =
    { $count ->
        [one] There is one report. Remove it?
       *[other] There are { $count } reports. Which one is to be removed? /remove with words of its name finds it, too.
    }
remove-matches =
    { $count ->
        [one] One report has “{ $words }” in its name. Remove it?
       *[other] { $count } reports have “{ $words }” in their names. Which one is to be removed?
    }
remove-no-match = No report has “{ $words }” in its name.
remove-question = Remove 《{ $report }》?
remove-file = File: { $file }
remove-passages = Passages: { $passages }
button-remove = Remove it
button-keep = Keep it
remove-started = Removing…
remove-done = Removed 《{ $report }》. Its file is now at { $kept } in the reports folder; move it back to undo this.
remove-done-gone = Removed 《{ $report }》; its file had already left the reports folder.
help-admin =
    For admins:
    · send a report as a file (txt, md, html, docx, pdf, up to 20 MB) to add it
    · /remove removes a report, /reindex follows the reports folder, /status tells how the bot does

## When things go wrong

access-refused = This bot is for certain people only. Your id is { $id }; ask its admin to let you in.
rate-limited = That was quick: { $limit } questions a minute at most. Please wait a moment.
unhandled-command = There is no such command. See /help.
unhandled-kind = I only read text. Please type your question.
error-slow = This question took too long and was given up. Please put it differently.
error-internal = Something went wrong and there is no answer. Please try again later.
error-maintenance = Something went wrong and it was not done. See the log.
