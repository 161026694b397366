-- Sends signals through the form as a signed-in person: a fresh act id for each, the form's own token, a session cookie.
local counter = 0
function setup(thread) counter = counter + 1; thread:set("number", counter) end
function init(arguments)
  cookie, token, run = arguments[1], arguments[2], arguments[3]
  sent = 0
end
function request()
  sent = sent + 1
  local body = string.format("_csrf=%s&_act=%s-%d-%d&text=The+lamp+at+the+crossing+has+been+dark+for+%d+days&place=Kirkkola", token, run, number, sent, sent)
  return wrk.format("POST", wrk.path, {["Content-Type"] = "application/x-www-form-urlencoded", ["Cookie"] = cookie}, body)
end
