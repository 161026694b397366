-- Reads one page with a cookie, or without one where none is given.
function init(arguments)
  local headers = {["Accept-Language"] = "en"}
  if arguments[1] then headers["Cookie"] = arguments[1] end
  wanted = wrk.format("GET", wrk.path, headers)
end
function request() return wanted end
