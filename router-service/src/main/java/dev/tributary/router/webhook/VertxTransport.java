package dev.tributary.router.webhook;

import dev.tributary.router.domain.delivery.Answer;
import dev.tributary.router.domain.delivery.Call;
import dev.tributary.router.domain.delivery.Transport;
import dev.tributary.router.domain.destination.Endpoint;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Calls over HTTP/1.1 with pooled connections, each made to an address that was checked. Redirects
 * are not followed.
 */
final class VertxTransport implements Transport {

  private final HttpClient client;
  private final HostAddresses addresses;
  private final Duration connectTimeout;
  private final Duration timeout;

  VertxTransport(
      HttpClient client, HostAddresses addresses, Duration connectTimeout, Duration timeout) {
    this.client = client;
    this.addresses = addresses;
    this.connectTimeout = connectTimeout;
    this.timeout = timeout;
  }

  @Override
  public Answer send(Call call) {
    return switch (addresses.find(call.endpoint().host())) {
      case HostAddresses.Found.Forbidden(var kind) -> new Answer.AddressForbidden(kind);
      case HostAddresses.Found.Unknown(var reason) -> new Answer.Unreachable(reason);
      case HostAddresses.Found.Usable usable -> {
        var options = options(call.endpoint(), addresses.choose(usable));
        var answer = new Exchange().run(client, options, call, timeout);
        if (answer instanceof Answer.Unreachable) {
          addresses.passOver();
        }
        yield answer;
      }
    };
  }

  @Override
  public void close() {
    client.close();
  }

  private RequestOptions options(Endpoint endpoint, InetAddress address) {
    var host = endpoint.host();
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, endpoint.port())))
        .setHost(host.contains(":") ? "[" + host + "]" : host)
        .setPort(endpoint.port())
        .setSsl(endpoint.secure())
        .setURI(endpoint.target())
        .setFollowRedirects(false)
        .setConnectTimeout(connectTimeout.toMillis());
  }
}
