-- Asks for the request targets of the file PATHS, one a line, in turn, and prints what wrk found as wrk-report.lua does.
local targets = {}
for line in io.lines(os.getenv("PATHS")) do targets[#targets + 1] = line end
local at = 0
request = function()
  at = at % #targets + 1
  return wrk.format("GET", targets[at])
end
dofile(os.getenv("REPORT"))
