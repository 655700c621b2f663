<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
% if not words:
<meta http-equiv="refresh" content="10">
% end
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mail of the sandbox</title>
<link rel="stylesheet" href="/look.css">
</head>
<body>
<main>
  <header>
    <h1>Mail of the sandbox</h1>
    <form action="/" role="search"><input type="search" name="q" value="{{words}}" aria-label="Search" placeholder="Search"></form>
    <form action="/clear" method="post"><button>Clear</button></form>
  </header>
  <div class="card">
% for one in messages:
    <a href="/message/{{one['id']}}">
      <strong>{{one['subject']}}</strong><span class="soft">{{when(one['at'])}}</span>
      <span class="soft">to {{', '.join(one['to'])}}</span><span class="soft">{{'with attachments' if one['attachments'] else ''}}</span>
      <span class="soft">{{one['beginning']}}</span>
    </a>
% end
% if not messages:
    <p class="empty">{{'No message has these words.' if words else 'No mail yet. What the app sends comes here, and goes nowhere else.'}}</p>
% end
  </div>
</main>
</body>
</html>
