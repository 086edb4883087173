import type { MetaFunction } from "@remix-run/node";

export const meta: MetaFunction = () => [{ title: "Essaim" }];

export default function Home() {
  return <h1>Essaim</h1>;
}
