package dev.tributary.local.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of the loopback interface. */
public final class Ports {

  /** The only address that anything local binds. */
  public static final String LOOPBACK = "127.0.0.1";

  private static final int CONNECT_TIMEOUT_MILLIS = 300;

  /**
   * Where {@link #free} looks: below the ports that systems give to the near end of connections
   * (from 32768 on Linux, from 49152 on macOS), any of which could take a port from whoever was
   * given it before he listens; and above those that programs are known by.
   */
  private static final int LOWEST = 20_000;

  private static final int HIGHEST = 32_767;

  private static final int ENOUGH_TRIES = 100_000;

  /** What this process has been given: chance may choose a port again that nobody took yet. */
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /** A port nobody listens on just now, and none that was given to this process before. */
  public static int free() {
    for (int tries = 0; tries < ENOUGH_TRIES; tries++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
      if (canBeBound(port) && GIVEN.add(port)) {
        return port;
      }
    }
    throw new IllegalStateException("No port of " + LOOPBACK + " can be bound");
  }

  private static boolean canBeBound(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.ofLiteral(LOOPBACK))) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** {@code port} itself, or a free one for 0. */
  public static int orFree(int port) {
    return port == 0 ? free() : port;
  }

  /** Whether somebody answers on the port. */
  public static boolean answers(int port) {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port), CONNECT_TIMEOUT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
