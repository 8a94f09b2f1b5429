package dev.tributary.platform.testing;

import dev.tributary.local.servers.Ports;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A real gRPC server where a service under test looks for another one. It can go away and come
 * back: where it listens is the same for ever.
 */
public final class Neighbour implements AutoCloseable {

  private static final String PORT = "dev.tributary.platform.testing.neighbour.";

  private final Server server;
  private final List<String> tokens = new CopyOnWriteArrayList<>();

  private Neighbour(String name, BindableService... services) {
    var builder =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port(name)))
            .intercept(new Tokens());
    for (var service : services) {
      builder.addService(service);
    }
    server = builder.build();
  }

  /** Starts one. */
  public static Neighbour start(String name, BindableService... services) {
    var neighbour = new Neighbour(name, services);
    try {
      neighbour.server.start();
      return neighbour;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Where the one of that name listens; the same in every class loader of the JVM, and before it is
   * started.
   */
  public static int port(String name) {
    synchronized (System.getProperties()) { // The lock that every loading of this class shares.
      var known = System.getProperty(PORT + name);
      if (known != null) {
        return Integer.parseInt(known);
      }
      int port = Ports.free();
      System.setProperty(PORT + name, Integer.toString(port));
      return port;
    }
  }

  /** The {@code authorization} of each call, in order. */
  public List<String> tokens() {
    return List.copyOf(tokens);
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Tokens implements ServerInterceptor {

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
      var key = Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
      tokens.add(String.valueOf(metadata.get(key)));
      return next.startCall(call, metadata);
    }
  }
}
