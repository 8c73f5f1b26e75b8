// SPDX-License-Identifier: Apache-2.0
// A TCP transfer between Linux hosts.
package io.eightfold.lab.step;

import com.google.gson.JsonObject;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.process.Outcome;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Kernel TCP through every router between two Linux hosts; what arrives is compared by SHA-256.
 *
 * @param toAddress IPv4 address of {@code to}
 * @param mebibytes size, in MiB
 */
public record Transfer(String from, String to, String toAddress, int mebibytes) implements Check {
    private static final int LIMIT_S = 60;
    private static final int MEBIBYTE = 1 << 20;
    public static final int PORT = 5001;
    private static final long SEED = 8;

    @Override
    public Judgement run(Scene scene) {
        Path sent = scene.output().resolve("transfer.sent");
        Path received = scene.output().resolve("transfer.received");
        try {
            String sentDigest = write(sent);
            Files.deleteIfExists(received);
            long startNs = System.nanoTime();
            List<Outcome> outcomes = scene.shell().runAll(LIMIT_S, List.of(
                scene.in(to, "socat", "-u", "-b", "65536", "TCP-LISTEN:" + PORT + ",reuseaddr", "CREATE:" + received),
                scene.in(from, "socat", "-u", "-b", "65536", "FILE:" + sent, "TCP:" + toAddress + ":" + PORT + ",retry=50,interval=0.05")));
            double seconds = (System.nanoTime() - startNs) / 1e9;
            String receivedDigest = Files.exists(received) ? digest(received) : "nothing";
            if (!outcomes.stream().allMatch(Outcome::isOk) || !receivedDigest.equals(sentDigest)) {
                return Judgement.fail("sender: " + outcomes.get(1).lastLine() + ", receiver: " + outcomes.get(0).lastLine() + ", "
                    + (Files.exists(received) ? Files.size(received) : 0) + " of " + Files.size(sent) + " bytes, sha256 "
                    + (receivedDigest.equals(sentDigest) ? "equal" : "different"));
            }
            return passed(scene, seconds, sentDigest);
        } catch (IOException e) {
            throw new LabException("cannot prepare the transfer in " + scene.output() + ": " + e.getMessage() + "; it needs "
                + 2 * mebibytes + " MiB there", e);
        } finally {
            delete(sent);
            delete(received);
        }
    }

    private Judgement passed(Scene scene, double seconds, String digest) {
        double rateMbps = (double) mebibytes * MEBIBYTE * 8 / seconds / 1e6;
        JsonObject value = new JsonObject();
        value.addProperty("bytes", (long) mebibytes * MEBIBYTE);
        value.addProperty("durationMs", Math.round(seconds * 1000));
        value.addProperty("rateMbps", Math.round(rateMbps));
        value.addProperty("sha256", digest);
        scene.findings().value("transfer", value);
        scene.findings().text("TCP transfer " + from + " -> " + to, String.format(Locale.ROOT,
            "  %d MiB in %.2f s, %.0f Mbit/s, sha256 equal: %s", mebibytes, seconds, rateMbps, digest));
        return Judgement.pass(String.format(Locale.ROOT, "%d MiB, %.0f Mbit/s, sha256 equal", mebibytes, rateMbps));
    }

    /** Random bytes, the same in every run; returns their digest. */
    private String write(Path file) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        MessageDigest digest = sha256();
        byte[] chunk = new byte[MEBIBYTE];
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(chunk);
                digest.update(chunk);
                out.write(chunk);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String digest(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] chunk = new byte[MEBIBYTE];
        try (InputStream in = Files.newInputStream(file)) {
            for (int length = in.read(chunk); length > 0; length = in.read(chunk)) {
                digest.update(chunk, 0, length);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new LabException("cannot delete " + file + ": " + e.getMessage(), e);
        }
    }
}
