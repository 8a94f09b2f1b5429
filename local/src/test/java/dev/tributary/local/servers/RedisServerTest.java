package dev.tributary.local.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerTest {

  @TempDir Path directory;

  @Test
  void answersAfterAStopAndAfterAKill() throws Exception {
    // Given
    int port;
    try (var server = RedisServer.start(directory, 0)) {
      port = server.port();
      assertThat(ping(server)).isEqualTo("+PONG");
    }

    // When
    try (var server = RedisServer.start(directory, port)) {
      server.kill();
    }

    // Then
    try (var server = RedisServer.start(directory, port)) {
      assertThat(server.port()).isEqualTo(port);
      assertThat(ping(server)).isEqualTo("+PONG");
    }
  }

  private static String ping(RedisServer server) throws IOException {
    try (var socket = new Socket(InetAddress.ofLiteral(Ports.LOOPBACK), server.port())) {
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }
}
