package io.github.xiaozhisim.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Two observers see the same, the first one first, whatever is added to the interface. */
class BothObserversTest {

  private final List<String> seen = new ArrayList<>();

  @TestFactory
  List<DynamicTest> shouldTellBothOfEverything() {
    return Arrays.stream(DeviceObserver.class.getMethods())
        .filter(Method::isDefault)
        .map(method -> DynamicTest.dynamicTest(method.getName(), () -> call(method)))
        .toList();
  }

  private void call(Method method) throws ReflectiveOperationException {
    seen.clear();
    DeviceObserver both = DeviceObserver.both(noting("first"), noting("second"));
    method.invoke(both, Arrays.stream(method.getParameterTypes()).map(BothObserversTest::something).toArray());
    assertThat(seen).containsExactly("first " + method.getName(), "second " + method.getName());
  }

  @TestFactory
  List<DynamicTest> shouldTellEverythingToWhomItWasGivenLastAndThenToNobody() {
    return Arrays.stream(DeviceObserver.class.getMethods())
        .filter(Method::isDefault)
        .map(method -> DynamicTest.dynamicTest(method.getName(), () -> callReplaceable(method)))
        .toList();
  }

  private void callReplaceable(Method method) throws ReflectiveOperationException {
    Object[] arguments = Arrays.stream(method.getParameterTypes()).map(BothObserversTest::something).toArray();
    seen.clear();
    ReplaceableObserver replaceable = new ReplaceableObserver();
    method.invoke(replaceable, arguments);
    replaceable.replace(noting("first"));
    replaceable.replace(noting("second"));
    method.invoke(replaceable, arguments);
    replaceable.replace(null);
    method.invoke(replaceable, arguments);
    assertThat(seen).containsExactly("second " + method.getName());
  }

  private DeviceObserver noting(String name) {
    return (DeviceObserver)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DeviceObserver.class},
            (proxy, method, arguments) -> {
              seen.add(name + " " + method.getName());
              return null;
            });
  }

  private static Object something(Class<?> type) {
    if (type == long.class) {
      return 1L;
    }
    if (type == int.class) {
      return 1;
    }
    return type == boolean.class ? (Object) true : null;
  }
}
