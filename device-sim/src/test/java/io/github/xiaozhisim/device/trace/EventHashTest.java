package io.github.xiaozhisim.device.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.DeviceObserver;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The number of a log depends on what is in it, in which order, and when. */
class EventHashTest {

  @TestFactory
  List<DynamicTest> shouldTakeInEverythingADeviceTells() {
    return Arrays.stream(DeviceObserver.class.getMethods())
        .filter(Method::isDefault)
        .map(
            method ->
                DynamicTest.dynamicTest(
                    method.getName(),
                    () ->
                        assertThat(
                                EventHash.class
                                    .getMethod(method.getName(), method.getParameterTypes())
                                    .getDeclaringClass())
                            .isEqualTo(EventHash.class)))
        .toList();
  }

  @Test
  void shouldDependOnOrderTimeAndContent() {
    assertThat(hash("a", 1, "b", 2)).isEqualTo(hash("a", 1, "b", 2));
    assertThat(hash("a", 1, "b", 2)).isNotEqualTo(hash("b", 1, "a", 2));
    assertThat(hash("a", 1, "b", 2)).isNotEqualTo(hash("a", 1, "b", 3));
    assertThat(hash("a", 1, "b", 2)).isNotEqualTo(hash("a", 1, "c", 2));
  }

  @Test
  void shouldDependOnWhichDeviceWentWhichWay() {
    assertThat(EventHash.together(EventHash.together(0, 1), 2))
        .isNotEqualTo(EventHash.together(EventHash.together(0, 2), 1));
  }

  private static long hash(String first, long firstNanos, String second, long secondNanos) {
    EventHash hash = new EventHash();
    hash.onMessageSent(first, 1, firstNanos);
    hash.onMessageSent(second, 1, secondNanos);
    return hash.value();
  }
}
