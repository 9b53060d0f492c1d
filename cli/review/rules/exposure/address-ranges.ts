import { BlockList, isIP } from "node:net";

/** Ranges that are not routed in the internet. */
const privateRanges = new BlockList();
privateRanges.addSubnet("10.0.0.0", 8);
privateRanges.addSubnet("172.16.0.0", 12);
privateRanges.addSubnet("192.168.0.0", 16);
privateRanges.addSubnet("100.64.0.0", 10);
privateRanges.addSubnet("169.254.0.0", 16);
privateRanges.addSubnet("fc00::", 7, "ipv6");
privateRanges.addSubnet("fe80::", 10, "ipv6");

/** Bits below which a range of the internet is more than an organisation has. */
const WIDE_BITS = { v4: 16, v6: 32 };

/** Whether a range is all of the internet, or a large part of it; also what is no range at all. */
export function isWideRange(range: string): boolean {
  const [address = "", bits = ""] = range.split("/");
  const family = isIP(address);
  if (family === 0) return true;
  const length = bits === "" ? (family === 4 ? 32 : 128) : Number(bits);
  if (privateRanges.check(address, family === 4 ? "ipv4" : "ipv6")) {
    return length < (family === 4 ? 8 : 7);
  }
  return length < (family === 4 ? WIDE_BITS.v4 : WIDE_BITS.v6);
}

/** Whether one range has all addresses of another one. */
export function containsRange(outer: string, inner: string): boolean {
  if (outer === inner) return true;
  const [[network = "", outerBits = ""], [address = "", innerBits = ""]] = [
    outer.split("/"),
    inner.split("/"),
  ];
  const family = isIP(network);
  if (family === 0 || family !== isIP(address) || Number(outerBits) > Number(innerBits)) {
    return false;
  }
  const list = new BlockList();
  list.addSubnet(network, Number(outerBits), family === 4 ? "ipv4" : "ipv6");
  return list.check(address, family === 4 ? "ipv4" : "ipv6");
}
