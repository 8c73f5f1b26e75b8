// SPDX-License-Identifier: Apache-2.0
// The tunnel ends of the fabric's routers.
package io.eightfold.lab.fabric;

import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Fabric;
import io.eightfold.wire.tunnel.Encapsulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Without streams, both routers of an ASN share an end: whatever is left of them carries the tunnel. A stream has two ends that know each other, so with HTTPS each router has its
 * own, its address on the uplink. The way back may then go to another end than the one that sent, which the strict check of sources would refuse; and each router offers itself to its
 * partner as an IPv8 next hop, so that what takes the partner's way goes out by the partner's end. Its sessions with the other AS end without grace: with the router its end is gone.
 *
 * @param keys folder of the keys, one for each AS; used with HTTPS only
 */
public record TunnelEnd(Encapsulation encapsulation, Path keys) {
    private static final String PASSWORD = "password";
    private static final int LIMIT_S = 20;

    /** Lines of the configuration. */
    String lines(int number) {
        String end = isShared() ? Fabric.side(number).endpoint() : Fabric.uplink(number);
        String words = encapsulation == Encapsulation.PROTOCOL ? "" : " encapsulation " + encapsulation.word();
        return "8to4 endpoint " + end + words + "\n" + (isShared() ? "" : https(Fabric.side(number)));
    }

    private String https(Fabric.Side side) {
        return "8to4 https " + keyStore(side) + " " + keys.resolve(PASSWORD) + " " + trustStore(side) + "\n8to4 source-check loose\n";
    }

    /** Whether both routers of an ASN have the same end. */
    boolean isShared() {
        return encapsulation != Encapsulation.HTTPS;
    }

    /** Makes the keys, if there is need of them. */
    void make(Scene scene) {
        if (isShared()) {
            return;
        }
        try {
            Files.createDirectories(keys);
            Files.writeString(keys.resolve(PASSWORD), "of the lab\n");
            for (Fabric.Side side : List.of(Fabric.WEST, Fabric.EAST)) {
                Files.deleteIfExists(keyStore(side));
                Files.deleteIfExists(trustStore(side));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Fabric.Side side : List.of(Fabric.WEST, Fabric.EAST)) {
            String alias = "as" + side.asn();
            Path certificate = keys.resolve(alias + ".crt");
            keytool(scene, keyStore(side), "-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname", "CN=" + alias, "-validity", "30");
            keytool(scene, keyStore(side), "-exportcert", "-alias", alias, "-file", certificate.toString());
            keytool(scene, trustStore(side.other()), "-importcert", "-noprompt", "-alias", alias, "-file", certificate.toString());
        }
    }

    private void keytool(Scene scene, Path store, String... words) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass:file", keys.resolve(PASSWORD).toString()));
        scene.shell().require(LIMIT_S, command, null);
    }

    private Path keyStore(Fabric.Side side) {
        return keys.resolve("as" + side.asn() + ".p12");
    }

    private Path trustStore(Fabric.Side side) {
        return keys.resolve("as" + side.asn() + "-trusts.p12");
    }
}
