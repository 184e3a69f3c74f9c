package io.github.xiaozhisim.hal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;

/**
 * An implementation that is right but for one method, for proofs that a contract notices. The right one does all the
 * work; only what is replaced is wrong.
 */
public final class Broken {

  private Broken() {}

  /** What a method does instead. */
  @FunctionalInterface
  public interface Instead {

    /** @param honest what it would have done; may be called with other arguments, several times, or not at all */
    Object call(Object[] arguments, Honest honest) throws Throwable;
  }

  /** The right method. */
  @FunctionalInterface
  public interface Honest {
    Object call(Object... arguments) throws Throwable;
  }

  /** {@code right} with another behaviour of its methods called {@code method}. */
  public static <T> T in(Class<T> type, T right, String method, Instead instead) {
    if (Arrays.stream(type.getMethods()).noneMatch(one -> one.getName().equals(method))) {
      throw new IllegalArgumentException(type.getSimpleName() + " has no method " + method);
    }
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, called, given) -> {
              Object[] arguments = given == null ? new Object[0] : given;
              return called.getName().equals(method)
                  ? instead.call(arguments, others -> rightly(right, called, others))
                  : rightly(right, called, arguments);
            }));
  }

  private static Object rightly(Object right, Method called, Object[] arguments) throws Throwable {
    try {
      return called.invoke(right, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
