// SPDX-License-Identifier: Apache-2.0
// ipv8 addr: what an address means, and which ones live here.
package io.eightfold.cli.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.cli.show.LocalAddresses;
import io.eightfold.cli.show.TextTable;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Addresses: {@code parse} and {@code show}. */
@Command(name = "addr", description = "Addresses: what a text means, and which live here.",
    subcommands = {AddrCommand.Parse.class, AddrCommand.Show.class})
public final class AddrCommand {

    /** {@code ipv8 addr parse TEXT}. */
    @Command(name = "parse", description = "Explain an address or prefix in any text form.")
    static final class Parse implements Callable<Integer> {
        @Spec
        private CommandSpec spec;
        @Parameters(paramLabel = "TEXT", description = "64496.192.0.2.1, 0.0.251.240.192.0.2.1, 64496-192.0.2.1, 192.0.2.1, or one of them with /LENGTH.")
        private String text;
        @Option(names = {"-j", "--json"}, description = "Print JSON.")
        private boolean isJson;

        @Override
        public Integer call() {
            final JsonObject result = text.indexOf('/') < 0 ? describe(Ipv8Address.parse(text)) : describe(Ipv8Prefix.parse(text));
            final PrintWriter out = spec.commandLine().getOut();
            if (isJson) {
                out.println(Ipv8Command.json(result));
            } else {
                result.entrySet().forEach(e -> out.printf("%-10s %s%n", e.getKey(), e.getValue().getAsString()));
            }
            return 0;
        }

        private static JsonObject describe(final Ipv8Address address) {
            final JsonObject result = new JsonObject();
            result.addProperty("asn", address.asn() & 0xFFFF_FFFFL);
            result.addProperty("host", Ipv8Address.ofIpv4(address.host()).conventional());
            result.addProperty("dotted", address.dotted());
            result.addProperty("octets", address.octets());
            result.addProperty("class", address.addressClass().label());
            return result;
        }

        private static JsonObject describe(final Ipv8Prefix prefix) {
            final JsonObject result = describe(prefix.address());
            result.addProperty("prefix", prefix.toString());
            result.addProperty("lengthBits", prefix.lengthBits());
            return result;
        }
    }

    /** {@code ipv8 addr show}. */
    @Command(name = "show", description = "Addresses of routers and hosts in this network namespace.")
    static final class Show implements Callable<Integer> {
        @Spec
        private CommandSpec spec;
        @Option(names = {"-j", "--json"}, description = "Print JSON.")
        private boolean isJson;

        @Override
        public Integer call() {
            final JsonArray addresses = LocalAddresses.find();
            final PrintWriter out = spec.commandLine().getOut();
            if (isJson) {
                out.println(Ipv8Command.json(addresses));
                return 0;
            }
            final TextTable table = new TextTable("Interface", "Address", "Octets", "MAC", "Owner");
            for (final JsonElement element : addresses) {
                final JsonObject address = element.getAsJsonObject();
                table.row(address.get("interface").getAsString(), address.get("address").getAsString(), address.get("octets").getAsString(),
                    address.get("mac").getAsString(), address.get("owner").getAsString());
            }
            out.print(table);
            out.flush();
            return 0;
        }
    }
}
