package release
import ("testing";"fmt";"sort";"os")
func TestZZMissed(t *testing.T){
 all:=oracles(t); miss:=map[string]int{}
 for i:=range all { o:=&all[i]; if i>0 {o.known(&all[i-1])}
  b,_:=Parse(o.name,o.plain,o.filing); made:=map[string]bool{}
  for k:=range b.Facts { f:=&b.Facts[k]; made[f.Value.String()+b.Tables.Units[f.Unit]+f.Period.End.String()]=true }
  sh,_:=Sheets(o.name,o.plain); d,_:=newDocument(sh,o.filing); d.read()
  for _,st:=range d.statements { for li:=range st.lines { l:=&st.lines[li]; for k:=range st.columns { if !st.columns[k].said||!l.cells[k].filled {continue}
   v,unit:=l.cells[k].value,"USD"; switch l.class { case PerShare: unit="USD/shares"; case Shares: v,unit=v.Shift(st.units.shares),"shares"; default: v=v.Shift(st.units.money)}
   end:=st.columns[k].end
   if !o.ofMeasure(v,unit,end) || made[v.String()+unit+end.String()]||made[v.Neg().String()+unit+end.String()] {continue}
   c:=""; for q:=range o.batch.Facts { f:=&o.batch.Facts[q]; if (f.Value==v||f.Value==v.Neg())&&f.Dims==0&&f.Period.End==end&&o.measured[o.batch.Tables.Concepts[f.Concept]] { c=o.batch.Tables.Concepts[f.Concept]; break } }
   why:="norule"; if l.known { why=fmt.Sprintf("known drop=%v",l.drop); if st.failed!="" {why="failed"} else if !st.columns[k].holds {why="column"} } else if st.failed!="" {why="norule,failed"}
   miss[fmt.Sprintf("%s|%s|%s|%s|%s",o.name[:4],st.sheet.Kind,l.text,c,why)]++ }}}
 }
 var ks []string; for k:=range miss {ks=append(ks,k)}; sort.Slice(ks,func(a,b int)bool{return miss[ks[a]]>miss[ks[b]]})
 f,_:=os.Create("/tmp/fs/missed.txt"); for _,k:=range ks { fmt.Fprintln(f,miss[k],k) }
}
