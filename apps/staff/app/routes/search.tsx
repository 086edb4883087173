export default function Search() {
  return <h1>Recherche</h1>;
}
