package dev.tributary.warehouse.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** A connection to a real warehouse that breaks for good before one statement, or the commit. */
final class FaultyConnections implements Connections {

  private final Connections real;
  private final int last;
  private int count;

  /**
   * @param last the number of the statement that is not carried out any more
   */
  FaultyConnections(Connections real, int last) {
    this.real = real;
    this.last = last;
  }

  boolean failed() {
    return count >= last;
  }

  @Override
  public Connection open() throws SQLException {
    var connection = real.open();
    return proxy(Connection.class, connection);
  }

  private <T> T proxy(Class<T> type, T target) {
    InvocationHandler handler =
        (_, method, arguments) -> {
          var name = method.getName();
          if (name.startsWith("execute") || name.equals("commit")) {
            count++;
            if (count >= last) {
              throw new SQLException("broken", "08006");
            }
          }
          try {
            return switch (method.invoke(target, arguments)) {
              case PreparedStatement statement -> proxy(PreparedStatement.class, statement);
              case Statement statement -> proxy(Statement.class, statement);
              case null -> null;
              case Object other -> other;
            };
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
