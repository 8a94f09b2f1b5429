package dev.tributary.audience.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.tributary.audience.replica.Holdings;
import dev.tributary.audience.replica.Replicas;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.grpc.RemoteCalls;
import dev.tributary.proto.v1.GetEntryRequest;
import dev.tributary.proto.v1.GetPositionsRequest;
import dev.tributary.proto.v1.ListEntriesRequest;
import dev.tributary.proto.v1.ReplicasGrpc;
import dev.tributary.proto.v1.StoredEntries;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.grpc.GlobalInterceptor;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClientOptions;
import io.vertx.grpcio.client.GrpcIoClient;
import io.vertx.grpcio.client.GrpcIoClientChannel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks other replicas. All of them share one client, which keeps a connection to each. */
@ApplicationScoped
class GrpcReplicas implements Replicas {

  /** Room for the state of a pathological profile. */
  private static final int LARGEST_ANSWER_BYTES = 17 << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final GrpcIoClient client;
  private final List<ClientInterceptor> interceptors;
  private final MeterRegistry registry;
  private final Map<Address, Holdings> known = new ConcurrentHashMap<>();

  GrpcReplicas(
      Vertx vertx,
      @GlobalInterceptor Instance<ClientInterceptor> interceptors,
      MeterRegistry registry) {
    this.client =
        GrpcIoClient.client(vertx, new GrpcClientOptions().setMaxMessageSize(LARGEST_ANSWER_BYTES));
    this.interceptors = interceptors.stream().toList();
    this.registry = registry;
  }

  @Override
  public Holdings at(Address address) {
    return known.computeIfAbsent(address, this::remote);
  }

  private Holdings remote(Address address) {
    var channel =
        new GrpcIoClientChannel(
            client, SocketAddress.inetSocketAddress(address.port(), address.host()));
    var peer =
        new RemoteCalls.Peer(
            "The replica " + address.host() + ":" + address.port(),
            "its tributary.audience.address",
            "tributary.audience.replicas.requests",
            "Questions about what it holds answer 503");
    return new Remote(
        new RemoteCalls(
            peer, ClientInterceptors.intercept(channel, interceptors), registry, PATIENCE));
  }

  /** What one of them holds. */
  private record Remote(RemoteCalls calls) implements Holdings {

    @Override
    public byte @Nullable [] entry(int partition, byte[] key) {
      var request =
          GetEntryRequest.newBuilder().setPartition(partition).setKey(wrapped(key)).build();
      var entry = ask(replica -> replica.getEntry(request));
      return entry.hasValue() ? entry.getValue().toByteArray() : null;
    }

    @Override
    public Page entries(int partition, byte[] from, byte[] to) {
      var request =
          ListEntriesRequest.newBuilder()
              .setPartition(partition)
              .setFrom(wrapped(from))
              .setTo(wrapped(to))
              .build();
      StoredEntries page = ask(replica -> replica.listEntries(request));
      return new Page(
          page.getEntriesList().stream()
              .map(one -> new Entry(one.getKey().toByteArray(), one.getValue().toByteArray()))
              .toList(),
          page.getMore());
    }

    @Override
    public Map<Integer, Long> positions() {
      return ask(replica -> replica.getPositions(GetPositionsRequest.getDefaultInstance()))
          .getPositionsMap();
    }

    private <T> T ask(Function<ReplicasGrpc.ReplicasBlockingStub, T> question) {
      try {
        return calls.ask(call -> question.apply(call.with(ReplicasGrpc::newBlockingStub)));
      } catch (StatusRuntimeException e) { // It is of a release that does not know such a question.
        throw new Unavailable("Another replica, which holds it, does not understand", e);
      }
    }

    private static ByteString wrapped(byte[] bytes) {
      return UnsafeByteOperations.unsafeWrap(bytes);
    }
  }
}
