package dev.tributary.acceptance.stories.clients;

import static org.awaitility.Awaitility.await;

import com.rudderstack.sdk.java.analytics.Callback;
import com.rudderstack.sdk.java.analytics.RudderAnalytics;
import com.rudderstack.sdk.java.analytics.messages.AliasMessage;
import com.rudderstack.sdk.java.analytics.messages.GroupMessage;
import com.rudderstack.sdk.java.analytics.messages.IdentifyMessage;
import com.rudderstack.sdk.java.analytics.messages.Message;
import com.rudderstack.sdk.java.analytics.messages.MessageBuilder;
import com.rudderstack.sdk.java.analytics.messages.PageMessage;
import com.rudderstack.sdk.java.analytics.messages.ScreenMessage;
import com.rudderstack.sdk.java.analytics.messages.TrackMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The shop's server with RudderStack's SDK for Java. */
final class RudderJava {

  private RudderJava() {}

  static List<String> tell(String address, String writeKey, String person) {
    var told = new Outcomes();
    var analytics =
        RudderAnalytics.builder(writeKey).setDataPlaneUrl(address).callback(told).build();
    var messages =
        List.<MessageBuilder<?, ?>>of(
            IdentifyMessage.builder().traits(Map.of("plan", "gold", "seats", 3)),
            TrackMessage.builder("Order Completed")
                .properties(Map.of("revenue", 12.5, "items", List.of("a", "b"))),
            PageMessage.builder("Home").properties(Map.of("path", "/")),
            ScreenMessage.builder("Start").properties(Map.of("tab", 1)),
            GroupMessage.builder(person + "-firm").traits(Map.of("name", "Firm")));
    for (var message : messages) {
      analytics.enqueue(message.userId(person).anonymousId(person + "-browser"));
    }
    analytics.enqueue(AliasMessage.builder(person + "-before").userId(person));
    analytics.flush();
    await().atMost(ServerSdk.SOON).until(() -> told.outcomes.size() == 6);
    analytics.shutdown();
    return told.outcomes;
  }

  private static final class Outcomes implements Callback {

    private final List<String> outcomes = new CopyOnWriteArrayList<>();

    @Override
    public void success(Message message) {
      outcomes.add("taken");
    }

    @Override
    public void failure(Message message, Throwable throwable) {
      outcomes.add("lost");
    }
  }
}
