package io.github.xiaozhisim.stress.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.transport.BindFailure;
import io.github.xiaozhisim.transport.TlsSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificate of a bench, and the target that shows it. */
class TestCertificateTest {

  @Test
  void shouldServeTheAddressOfThisMachineAndNoOther(@TempDir Path folder)
      throws BenchFailure, InterruptedException, IOException, CertificateException, BindFailure {
    TestCertificate certificate = TestCertificate.make(folder);
    X509Certificate read =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(certificate.chain())));
    assertThat(read.getSubjectAlternativeNames()).singleElement().asString().contains("127.0.0.1");
    assertThat(read.getPublicKey().getAlgorithm()).isEqualTo("EC");
    EncryptedTarget target =
        EncryptedTarget.listen(0, TlsSettings.Server.fromPem(certificate.chain(), certificate.key()));
    assertThat(target.port()).isPositive();
    assertThat(TargetFigures.parse(target.figures(true)).open()).isZero();
    target.end();
    target.run();
  }
}
