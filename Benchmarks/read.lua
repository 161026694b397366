-- Reads one page as a browser asks for it, with a cookie, or without one where none is given.
function init(arguments)
  local headers = {["Accept-Language"] = "en", ["Accept-Encoding"] = "gzip, deflate, br"}
  if arguments[1] then headers["Cookie"] = arguments[1] end
  wanted = wrk.format("GET", wrk.path, headers)
end
function request() return wanted end
