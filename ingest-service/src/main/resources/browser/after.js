
window.analytics = given;
var settings = @SETTINGS@, own = settings.integrations["Segment.io"], options = (window[key] && window[key]._loadOptions) || {};
own.protocol = from[1];
own.apiHost = from[2] + @API@;
options.globalAnalyticsKey = key;
window.AnalyticsNext.AnalyticsBrowser.load({
  writeKey: @WRITE_KEY@, cdnURL: from[1] + "://" + from[2] + @PATH@, cdnSettings: settings
}, options).then(function(loaded) { window[key] = loaded[0]; }, function(error) {
  console.error("[analytics.js]", "Failed to load Analytics.js", error);
});
})();
