<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{message.subject}}</title>
<link rel="stylesheet" href="/look.css">
</head>
<body>
<main>
  <header>
    <h1>{{message.subject}}</h1>
    <a href="/">All mail</a>
  </header>
  <div class="card">
    <dl>
      <dt>From</dt><dd>{{message.sender}}</dd>
      <dt>To</dt><dd>{{message.recipients}}</dd>
      <dt>Sent</dt><dd>{{when(message.at)}}, to nobody outside the sandbox</dd>
% if message.parts:
      <dt>Attached</dt><dd>
% for index, part in enumerate(message.parts):
        <a href="/message/{{message.number}}/part/{{index}}">{{part.name}}</a> <span class="soft">{{len(part.content)}} bytes</span>
% end
      </dd>
% end
    </dl>
% if message.html:
    <iframe title="The message" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/message/{{message.number}}/html"></iframe>
    <details><summary>As plain text</summary><pre>{{message.text}}</pre></details>
% else:
    <pre>{{message.text}}</pre>
% end
    <details><summary><a href="/message/{{message.number}}/raw">As it was sent</a></summary></details>
  </div>
</main>
</body>
</html>
