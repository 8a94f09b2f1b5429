/*! @segment/analytics-next, Copyright (c) 2021 Segment, MIT License: https://github.com/segmentio/analytics-next */
(function(define, exports, module) {
var window = self, script = document.currentScript, given = window.analytics;
var from = @PUBLIC_URL@ || (script && /^(https?):\/\/([^\/?#]+)/.exec(script.src)) ||
  [0, location.protocol.slice(0, -1), location.host];
var key = (script && script.getAttribute("data-global-segment-analytics-key")) || "analytics";
window.analytics = {_cdn: from[1] + "://" + from[2] + @PATH@};
