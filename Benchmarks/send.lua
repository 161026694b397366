-- Sends signals through the form as a signed-in person: a fresh act id for each, the form's own token, a session cookie,
-- and the mark that the script sets when it has shown what is similar.
local counter = 0
function setup(thread) counter = counter + 1; thread:set("number", counter) end
function init(arguments)
  cookie, token = arguments[1], arguments[2]
  sent = 0
  math.randomseed(tonumber(arguments[3]) + number)
end
local function act()
  return string.format("%08x-%04x-4%03x-8%03x-%06x%06x", math.random(0, 0x7fffffff), math.random(0, 0xffff), math.random(0, 0xfff), math.random(0, 0xfff), math.random(0, 0xffffff), math.random(0, 0xffffff))
end
function request()
  sent = sent + 1
  local body = string.format("_csrf=%s&_act=%s&_advised=yes&text=The+lamp+at+the+crossing+has+been+dark+for+%d+days&place=Kirkkola", token, act(), sent)
  return wrk.format("POST", wrk.path, {["Content-Type"] = "application/x-www-form-urlencoded", ["Cookie"] = cookie}, body)
end
