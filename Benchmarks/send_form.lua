-- Sends the form of a peer: a fresh act id for each, the form's own token under its name, a session's cookies.
local counter = 0
function setup(thread) counter = counter + 1; thread:set("number", counter) end
function init(arguments)
  cookie, field, token = arguments[1], arguments[2], arguments[3]
  sent = 0
  math.randomseed(tonumber(arguments[4]) + number)
end
function request()
  sent = sent + 1
  local act = string.format("%08x%08x%08x%08x", math.random(0, 0x7fffffff), math.random(0, 0x7fffffff), math.random(0, 0x7fffffff), math.random(0, 0x7fffffff))
  local body = string.format("%s=%s&act=%s&text=The+lamp+at+the+crossing+has+been+dark+for+%d+days&place=Kirkkola", field, token, act, sent)
  return wrk.format("POST", wrk.path, {["Content-Type"] = "application/x-www-form-urlencoded", ["Cookie"] = cookie}, body)
end
